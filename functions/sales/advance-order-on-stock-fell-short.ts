import { stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { counted, hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the order what it has to wait for",
  on: StockFellShort,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(StockFellShort, event, { customerId, orderId, title: `Stock fell short (${counted(data.lines)})` });
    await advanceOrders(store, entry, new Map([[orderId, stepOf.stockFellShort(data)]]));
  },
});
export const { handler } = useCase;
