import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { revise } from "../kernel/collection.ts";
import { accept, remove, replace } from "../kernel/decision.ts";
import { atMost, minus, plus } from "../kernel/quantity.ts";
import { type BackOrder, BackOrders } from "./back-order.table.ts";
import { type Reservation, Reservations } from "./reservation.table.ts";
import type { StockLevel } from "./stock-level.table.ts";
import { giveToBackOrder } from "./stock-move.ts";

/**
 * Gives free goods to the first of a product's queue, as much as there is or as it waits for. `undefined` where the three were read
 * while somebody else changed them: look again. Repeating is harmless, what was given no longer stands in the queue.
 */
export function allocate(level: StockLevel, first: BackOrder, reservation: Reservation | undefined) {
  const line = reservation?.lines.find((each) => each.lineNo === first.lineNo);
  if (reservation?.state !== "open" || line?.backOrdered !== first.quantity) return undefined;
  const quantity = atMost(first.quantity, level.available);
  const backOrdered = minus(first.quantity, quantity);
  const served = { ...line, reserved: plus(line.reserved, quantity), backOrdered };
  const { orderId, customerId } = reservation;
  return accept(
    served,
    [
      giveToBackOrder(level.sku, quantity),
      backOrdered === 0 ? remove(BackOrders, first) : replace(BackOrders, revise(first, { quantity: backOrdered })),
      replace(Reservations, revise(reservation, { lines: reservation.lines.map((each) => (each === line ? served : each)) })),
    ],
    [StockReserved.of({ orderId, customerId, cause: "back-order", lines: [{ lineNo: line.lineNo, sku: line.sku, reserved: quantity, backOrdered }] })],
  );
}
