import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { backOrderKeys, releaseStock } from "../../domain/inventory/release.ts";
import { partsOf } from "../../domain/inventory/reservation.ts";
import { MOST_PARTS, type Reservation, Reservations } from "../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Release what a cancelled order has set aside and waits for",
  on: OrderCancelled,
  emits: [StockReleased],
  touches: [Reservations, StockLevels, BackOrders],
  async run(cancelled, { store }) {
    const { items: parts } = await store.range(Reservations, cancelled.orderId, { limit: MOST_PARTS });
    const later: Reservation[] = [];
    for (const part of partsOf(cancelled.lines).toReversed()) {
      const kept = parts.find((each) => each.part === part.part);
      if (kept?.state === "cancelled") {
        later.push(kept);
        continue;
      }
      const waiting = await store.getMany(BackOrders, backOrderKeys(kept));
      const released = await store.commit(releaseStock(cancelled, part, kept, waiting, later));
      if (released.ok) later.push(released.value);
    }
  },
});
export const { handler } = useCase;
