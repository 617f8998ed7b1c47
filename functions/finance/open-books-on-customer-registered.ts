import { Books } from "../../domain/finance/books.table.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { CustomerRegistered } from "../../events/sales/customer-registered.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Open a tenant's books with its first customer, so that nightly reports find it",
  on: CustomerRegistered,
  emits: [],
  touches: [Books],
  async run(_, { store, event: { tenant } }) {
    if ((await store.find(Books, tenant)) !== undefined) return undefined;
    return store.commit(accept(undefined, [create(Books, { version: 1, tenant }, "already-done")]));
  },
});
export const { handler } = useCase;
