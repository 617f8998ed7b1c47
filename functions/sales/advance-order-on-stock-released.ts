import { stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { counted, hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the cancelled order what will never leave",
  on: StockReleased,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(StockReleased, event, {
      customerId,
      orderId,
      title: data.lines.length === 0 ? "Nothing left to release" : `Stock released (${counted(data.lines)})`,
    });
    await advanceOrders(store, entry, new Map([[orderId, stepOf.stockReleased(data)]]));
  },
});
export const { handler } = useCase;
