import { stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { counted, hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the order what inventory set aside",
  on: StockReserved,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(StockReserved, event, { customerId, orderId, title: `Stock reserved (${counted(data.lines)})` });
    await advanceOrders(store, entry, new Map([[orderId, stepOf.stockReserved(data)]]));
  },
});
export const { handler } = useCase;
