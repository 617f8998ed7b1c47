import { CancelOrder, cancelOrder, cancelRefusals } from "../../domain/sales/order.ts";
import { OrderView } from "../../domain/sales/order-view.ts";
import { OrderProgress, Orders } from "../../domain/sales/order.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Cancel what has not left of an order",
  route: "POST /sales/orders/{id}/cancel",
  scope: "sales:write",
  offered: { status: ["placed", "back-ordered", "reserved", "partly-shipped"] },
  danger: true,
  input: CancelOrder,
  output: OrderView,
  emits: [OrderCancelled],
  refuses: { ...cancelRefusals, order_not_found: "not_found" },
  touches: [Orders, OrderProgress, Timeline],
  guards: OrderProgress,
  async run(input, { store, moment }) {
    const order = await store.get(Orders, input.id);
    return store.commit(cancelOrder(order, await store.get(OrderProgress, input.id), input, moment));
  },
});
export const { handler } = useCase;
