import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { skusOf } from "../../domain/inventory/reservation.ts";
import { Reservations } from "../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { reaction } from "../_runtime/use-case.ts";
import { allocateBackOrders } from "../_steps/inventory/allocate-back-orders.ts";

export const useCase = reaction({
  summary: "Give goods that a cancelled order released to waiting orders, oldest promise first",
  on: StockReleased,
  emits: [StockReserved],
  touches: [StockLevels, BackOrders, Reservations],
  async run({ lines }, { store }) {
    // Also where nothing was set aside: an order that stops waiting leaves goods on their way to it to the next in the queue.
    for (const sku of skusOf(lines)) await allocateBackOrders(store, sku);
  },
});
export const { handler } = useCase;
