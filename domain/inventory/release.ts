import type * as z from "zod";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import type { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import { revise } from "../kernel/collection.ts";
import { accept, create, remove, replace } from "../kernel/decision.ts";
import { minus } from "../kernel/quantity.ts";
import { type BackOrder, BackOrders, backOrderSort } from "./back-order.table.ts";
import { type OrderPart, totalsBySku, unclaimed } from "./reservation.ts";
import { type Reservation, Reservations } from "./reservation.table.ts";
import { giveBack } from "./stock-move.ts";

type Cancelled = z.output<typeof OrderCancelled.data>;

/** Where the back-orders of a part stand. */
export function backOrderKeys(reservation: Reservation | undefined): { readonly id: string; readonly sort: string }[] {
  const promisedOn = reservation?.promisedOn;
  if (reservation === undefined || promisedOn === undefined) return [];
  const { orderId, lines } = reservation;
  return lines.filter((line) => line.backOrdered > 0).map(({ sku, lineNo }) => ({ id: sku, sort: backOrderSort({ promisedOn, orderId, lineNo }) }));
}

/**
 * Gives back what one part of a cancelled order still had. Where the cancel arrives before the order, the part is written as cancelled,
 * so that the order finds it already done. Part 0 comes last: `later` are the others, all cancelled by then, and it speaks for the whole order, once.
 */
export function releaseStock(
  cancelled: Cancelled,
  { part, lines }: OrderPart,
  kept: Reservation | undefined,
  waiting: readonly BackOrder[],
  later: readonly Reservation[],
) {
  const { orderId, customerId, company, invoicing } = cancelled;
  if (kept === undefined) {
    const never: Reservation = { version: 1, orderId, part, customerId, company, invoicing, state: "cancelled", lines: lines.map(unclaimed) };
    return accept(never, [create(Reservations, never)], lastWord(never, later, cancelled));
  }
  const released: Reservation = revise(kept, {
    state: "cancelled",
    lines: kept.lines.map((line) => ({ ...line, released: line.reserved, reserved: 0, backOrdered: 0 })),
  });
  const given = totalsBySku(kept.lines).filter(({ reserved, backOrdered }) => reserved > 0 || backOrdered > 0);
  return accept(
    released,
    [
      replace(Reservations, released),
      ...given.map(({ sku, reserved, backOrdered }) => giveBack(sku, reserved, backOrdered)),
      ...waiting.map((each) => remove(BackOrders, each)),
    ],
    lastWord(released, later, cancelled),
  );
}

/** Of part 0 only: what of the whole order never leaves. Lines that left in full are not named. */
function lastWord(first: Reservation, later: readonly Reservation[], { cancelledOn }: Cancelled) {
  if (first.part !== 0) return [];
  const { orderId, customerId, company, invoicing } = first;
  const lines = [first, ...later]
    .flatMap((each) => each.lines)
    .map(({ lineNo, sku, kind, ordered, shipped, released }) => ({ lineNo, sku, kind, unshipped: minus(ordered, shipped), released }))
    .filter((line) => line.unshipped > 0)
    .sort((a, b) => a.lineNo - b.lineNo);
  return [StockReleased.of({ orderId, customerId, company, invoicing, cancelledOn, lines })];
}
