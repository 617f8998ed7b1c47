import { Books } from "../../domain/finance/books.table.ts";
import { Debtors } from "../../domain/finance/debtor.table.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { CustomerRegistered } from "../../events/sales/customer-registered.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Know a customer as a debtor, and open a tenant's books with its first one",
  on: CustomerRegistered,
  emits: [],
  touches: [Books, Debtors],
  async run({ customerId }, { store, event: { tenant } }) {
    const books = await store.find(Books, tenant);
    const opened = books === undefined ? [create(Books, { version: 1, tenant })] : [];
    return store.commit(accept(undefined, [create(Debtors, { version: 1, customerId }, "already-done"), ...opened]));
  },
});
export const { handler } = useCase;
