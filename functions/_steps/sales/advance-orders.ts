import type { Create } from "../../../domain/kernel/decision.ts";
import type { OrderId } from "../../../domain/kernel/values.ts";
import { type Step, follow, followLarge, isLarge } from "../../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../../domain/sales/order.table.ts";
import type { Store } from "../../_runtime/store.ts";

/** Notes a fact on the timeline and on its orders, once. A fact about an order that sales did not place is nobody's: it comes again and is parked. */
export async function advanceOrders(store: Store<never>, entry: Create<never>, steps: ReadonlyMap<OrderId, Step>): Promise<void> {
  const [large] = [...steps].filter(([, step]) => isLarge(step));
  const noted = await store.commit(large === undefined ? follow(entry, steps) : followLarge(entry, await store.get(OrderProgress, large[0]), large[1]));
  if (!noted.ok) throw new RangeError("the fact names an order that sales did not place");
}
