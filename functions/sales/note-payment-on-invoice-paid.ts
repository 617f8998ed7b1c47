import { accept } from "../../domain/kernel/decision.ts";
import { hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { InvoicePaid } from "../../events/finance/invoice-paid.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the customer's timeline that an invoice is settled",
  on: InvoicePaid,
  emits: [],
  touches: [Timeline],
  async run({ customerId, orderId, number, paidOn, total }, { store, event }) {
    return store.commit(accept(undefined, [hear(InvoicePaid, event, { customerId, on: paidOn, orderId, title: `Invoice ${number} paid`, amount: total })]));
  },
});
export const { handler } = useCase;
