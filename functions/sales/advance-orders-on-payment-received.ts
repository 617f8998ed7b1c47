import { stepsOfPayment } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { PaymentReceived } from "../../events/finance/payment-received.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on each order what was paid of it",
  on: PaymentReceived,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const steps = stepsOfPayment(data);
    const [orderId, ...others] = steps.keys();
    const entry = hear(PaymentReceived, event, {
      customerId: data.customerId,
      on: data.receivedOn,
      title: "Payment received",
      amount: data.amount,
      orderId: others.length === 0 ? orderId : undefined,
    });
    await advanceOrders(store, entry, steps);
  },
});
export const { handler } = useCase;
