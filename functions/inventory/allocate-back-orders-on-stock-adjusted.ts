import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { Reservations } from "../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockAdjusted } from "../../events/inventory/stock-adjusted.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { reaction } from "../_runtime/use-case.ts";
import { allocateBackOrders } from "../_steps/inventory/allocate-back-orders.ts";

export const useCase = reaction({
  summary: "Give goods that were found to waiting orders, oldest promise first",
  on: StockAdjusted,
  emits: [StockReserved],
  touches: [StockLevels, BackOrders, Reservations],
  async run({ sku, quantity }, { store }) {
    if (quantity > 0) await allocateBackOrders(store, sku);
  },
});
export const { handler } = useCase;
