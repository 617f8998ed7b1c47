import { type OrderPart, partsOf, reserveStock, skusOf } from "../../domain/inventory/reservation.ts";
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
    const [first, ...others] = partsOf(order.lines);
    if (first === undefined) return;
    const levelsOf = ({ lines }: OrderPart) => store.getMany(StockLevels, skusOf(lines));
    // Nearly every order is one part that nobody has reserved yet: both are read at once.
    const [{ items: done }, levels] = await Promise.all([store.range(Reservations, order.orderId, { limit: MOST_PARTS }), levelsOf(first)]);
    const isDone = ({ part }: OrderPart) => done.some((each) => each.part === part);
    if (!isDone(first)) await store.commit(reserveStock(order, first, levels));
    for (const part of others) if (!isDone(part)) await store.commit(reserveStock(order, part, await levelsOf(part)));
  },
});
export const { handler } = useCase;
