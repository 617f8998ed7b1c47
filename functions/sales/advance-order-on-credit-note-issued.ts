import { stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the order what was credited",
  on: CreditNoteIssued,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(CreditNoteIssued, event, { customerId, on: data.issuedOn, orderId, title: `Credit note ${data.number} issued`, amount: data.total });
    await advanceOrders(store, entry, new Map([[orderId, stepOf.creditNoteIssued(data)]]));
  },
});
export const { handler } = useCase;
