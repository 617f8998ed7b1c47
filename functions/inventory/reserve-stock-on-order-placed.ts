import { type OrderPart, partsOf, reserveStock, skusOf } from "../../domain/inventory/reservation.ts";
import { partSort, Reservations } from "../../domain/inventory/reservation.table.ts";
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
    const parts = partsOf(order.lines);
    const [first, ...others] = parts;
    if (first === undefined) return;
    const levelsOf = ({ lines }: OrderPart) => store.getMany(StockLevels, skusOf(lines));
    // Nearly every order is one part that nobody has reserved yet: what is done and what is there are read at once.
    const [done, levels] = await Promise.all([
      store.getMany(
        Reservations,
        parts.map(({ part }) => ({ id: order.orderId, sort: partSort(part) })),
      ),
      levelsOf(first),
    ]);
    const isDone = ({ part }: OrderPart) => done.some((each) => each.part === part);
    if (!isDone(first)) await store.commit(reserveStock(order, first, levels));
    for (const part of others) if (!isDone(part)) await store.commit(reserveStock(order, part, await levelsOf(part)));
  },
});
export const { handler } = useCase;
