import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { Reservations } from "../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { reaction } from "../_runtime/use-case.ts";
import { allocateBackOrders } from "../_steps/inventory/allocate-back-orders.ts";

export const useCase = reaction({
  summary: "Give goods that came in to waiting orders, oldest promise first",
  on: GoodsReceived,
  emits: [StockReserved],
  touches: [StockLevels, BackOrders, Reservations],
  async run({ lines }, { store }) {
    for (const { sku } of lines) await allocateBackOrders(store, sku);
  },
});
export const { handler } = useCase;
