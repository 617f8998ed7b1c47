import { partsOf, reserveStock, skusOf } from "../../domain/inventory/reservation.ts";
import { MOST_PARTS, Reservations } from "../../domain/inventory/reservation.table.ts";
import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Set aside stock for an order's lines and back-order what is missing",
  on: OrderPlaced,
  emits: [StockReserved, StockFellShort],
  touches: [Reservations, StockLevels, BackOrders],
  async run(order, { store }) {
    const { items: done } = await store.range(Reservations, order.orderId, { limit: MOST_PARTS });
    for (const part of partsOf(order.lines)) {
      if (done.some((each) => each.part === part.part)) continue;
      await store.commit(reserveStock(order, part, await store.getMany(StockLevels, skusOf(part.lines))));
    }
  },
});
export const { handler } = useCase;
