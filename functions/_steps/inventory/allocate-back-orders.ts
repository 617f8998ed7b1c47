import { allocate } from "../../../domain/inventory/allocation.ts";
import { BackOrders } from "../../../domain/inventory/back-order.table.ts";
import { partSort, Reservations } from "../../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../../domain/inventory/stock-level.table.ts";
import type { FactOf } from "../../../domain/kernel/event.ts";
import type { Sku } from "../../../domain/kernel/values.ts";
import type { StockReserved } from "../../../events/inventory/stock-reserved.ts";
import type { Store } from "../../_runtime/store.ts";

/**
 * Gives a product's free goods to its queue, one order line a transaction, until there are no more goods or nobody waits.
 * Shared by the three reactions that hear of goods becoming free. A crash anywhere leaves a shorter queue; the next delivery goes on from there.
 */
export async function allocateBackOrders(store: Store<FactOf<typeof StockReserved>>, sku: Sku): Promise<void> {
  for (;;) {
    const { items } = await store.range(BackOrders, sku, { limit: 1 });
    const level = await store.find(StockLevels, sku);
    const [first] = items;
    if (first === undefined || level === undefined || level.available <= 0) return;
    const given = allocate(level, first, await store.find(Reservations, first.orderId, partSort(first.part)));
    if (given !== undefined) await store.commit(given);
  }
}
