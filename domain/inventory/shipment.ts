import * as z from "zod";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { revise } from "../kernel/collection.ts";
import { DocumentDate, followingDate, followingDateRefusals } from "../kernel/business-date.ts";
import { accept, create, type Refusals, refuse, replace } from "../kernel/decision.ts";
import { allocate, MAX_MINOR, negate, sum, zero } from "../kernel/money.ts";
import { millionths, minus, plus, Quantity } from "../kernel/quantity.ts";
import { type Instant, LineNo, OrderId, type ShipmentId, Sku, text } from "../kernel/values.ts";
import { type Reservation, Reservations, type ReservedLine } from "./reservation.table.ts";
import { type Shipment, Shipments } from "./shipment.table.ts";
import type { StockLevel } from "./stock-level.table.ts";
import { shipOut } from "./stock-move.ts";
import { StockMoves } from "./stock-move.table.ts";
import { carryingAmount } from "./valuation.ts";

export const refusals = {
  order_not_found: "not_found",
  order_cancelled: "conflict",
  nothing_to_ship: "conflict",
  unknown_line: "unprocessable",
  more_than_reserved: "conflict",
  shipment_too_large: "too_large",
  mixed_currencies: "unprocessable",
  ...followingDateRefusals,
} as const satisfies Refusals;

/** Order lines in one shipment: with their levels, the parts they stand in and the fact they fit one transaction. */
const LINES_PER_SHIPMENT = 40;

/** What to ship. Without `lines`: everything that is set aside, the first 40 lines of it. */
export const ShippingOrder = z.strictObject({
  orderId: OrderId,
  shippedOn: DocumentDate,
  lines: z
    .array(z.strictObject({ lineNo: LineNo, quantity: Quantity }))
    .min(1)
    .max(500)
    .refine((lines) => new Set(lines.map((line) => line.lineNo)).size === lines.length, "must name each order line once")
    .optional(),
  carrier: text(80).optional(),
  trackingNumber: text(80).optional(),
});
export type ShippingOrder = z.output<typeof ShippingOrder>;

/** What of an order can be shipped now or waits for goods, after this shipment. */
export const Remaining = z.object({ lineNo: LineNo, sku: Sku, reserved: z.number(), backOrdered: z.number() });

export interface Picked {
  readonly line: ReservedLine;
  readonly quantity: number;
}

/** Which lines leave and how much of each. */
export function pickLines({ lines }: Pick<ShippingOrder, "lines">, parts: readonly Reservation[]) {
  if (parts.length === 0) return refuse("order_not_found", { pointer: "/orderId", detail: "nothing is known of this order here (yet)" });
  if (parts.some((part) => part.state === "cancelled")) return refuse("order_cancelled", { pointer: "/orderId", detail: "nothing more of this order leaves" });
  const known = new Map(parts.flatMap((part) => part.lines).map((line) => [line.lineNo, line]));
  const picked: Picked[] = [];
  for (const [at, { lineNo, quantity }] of (lines ?? everything(known)).entries()) {
    const line = known.get(lineNo);
    if (line === undefined) return refuse("unknown_line", { pointer: `/lines/${at}/lineNo`, detail: "the order has no such line" });
    if (quantity > line.reserved)
      return refuse("more_than_reserved", { pointer: `/lines/${at}/quantity`, detail: "more than is set aside for this line", reserved: line.reserved });
    picked.push({ line, quantity });
  }
  if (picked.length === 0) return refuse("nothing_to_ship", { pointer: "/orderId", detail: "nothing of this order is set aside" });
  if (picked.length > LINES_PER_SHIPMENT)
    return refuse("shipment_too_large", { pointer: "/lines", detail: "ship the rest with the next one", most: LINES_PER_SHIPMENT });
  return accept(picked, []);
}

const everything = (known: ReadonlyMap<number, ReservedLine>) =>
  [...known.values()]
    .filter((line) => line.reserved > 0)
    .sort((a, b) => a.lineNo - b.lineNo)
    .slice(0, LINES_PER_SHIPMENT)
    .map(({ lineNo, reserved }) => ({ lineNo, quantity: reserved }));

/** Goods leave for the customer at moving average: stock, its value and the reservation fall together. */
export function shipGoods(
  order: Omit<ShippingOrder, "lines">,
  parts: readonly Reservation[],
  picked: readonly Picked[],
  levels: readonly StockLevel[],
  id: ShipmentId,
  now: Instant,
) {
  const leaving = levels.map((level) => leave(level, picked));
  const [first] = parts;
  const currency = leaving[0]?.cost.currency;
  if (first === undefined || currency === undefined) return refuse("nothing_to_ship", { pointer: "/orderId" });
  if (leaving.some(({ cost }) => cost.currency !== currency))
    return refuse("mixed_currencies", { pointer: "/lines", detail: "these goods are valued in several currencies: ship them apart" });
  const cost = sum(
    leaving.map((each) => each.cost),
    currency,
  );
  if (cost.minor > MAX_MINOR) return refuse("shipment_too_large", { pointer: "/lines", detail: "its cost is beyond what a document may carry" });
  const shippedOn = followingDate(order.shippedOn, now, "/shippedOn", first.placedOn);
  if (typeof shippedOn !== "string") return shippedOn;
  const { orderId, carrier, trackingNumber } = order;
  const { customerId, company, invoicing } = first;
  const lines = leaving.flatMap((each) => each.lines).sort((a, b) => a.lineNo - b.lineNo);
  const about = { orderId, customerId, company, invoicing, dispatchedAt: now, shippedOn, cost, lines };
  const shipment: Shipment = {
    version: 1,
    id,
    ...about,
    ...(carrier === undefined ? {} : { carrier }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
  };
  const after = parts.map((part) => shipped(part, picked));
  return accept(
    { ...shipment, remaining: remainingOf(after) },
    [
      create(Shipments, shipment),
      ...after.filter((part) => !parts.includes(part)).map((part) => replace(Reservations, part)),
      ...leaving.flatMap(({ level, quantity, cost: ofLevel }) => [
        shipOut(level, quantity, ofLevel),
        create(StockMoves, {
          version: 1,
          id,
          sku: level.sku,
          kind: "shipment",
          company,
          movedOn: shippedOn,
          quantity: minus(0, quantity),
          value: negate(ofLevel),
          orderId,
          shipmentId: id,
        }),
      ]),
    ],
    [ShipmentDispatched.of({ shipmentId: id, ...about })],
  );
}

/** What leaves of one product, and its cost spread over the order lines to the last cent. */
function leave(level: StockLevel, picked: readonly Picked[]) {
  const ofLevel = picked.filter(({ line }) => line.sku === level.sku);
  const quantity = plus(...ofLevel.map((each) => each.quantity));
  // Never more than is there, unless the level was read after somebody else shipped: this shipment then cannot take effect, whatever its cost.
  const cost = carryingAmount(level, quantity > level.onHand ? 0 : quantity);
  const shares = allocate(
    cost,
    ofLevel.map((each) => Number(millionths(each.quantity))),
  );
  const lines = ofLevel.map(({ line: { lineNo, sku }, quantity: ofLine }, at) => ({ lineNo, sku, quantity: ofLine, cost: shares[at] ?? zero(cost.currency) }));
  return { level, quantity, cost, lines };
}

const remainingOf = (parts: readonly Reservation[]) =>
  parts
    .flatMap((part) => part.lines)
    .filter((line) => line.reserved > 0 || line.backOrdered > 0)
    .map(({ lineNo, sku, reserved, backOrdered }) => ({ lineNo, sku, reserved, backOrdered }));

/** The part with what left; the same object where nothing of it did. */
function shipped(part: Reservation, picked: readonly Picked[]): Reservation {
  const quantities = new Map(picked.map(({ line, quantity }) => [line.lineNo, quantity]));
  if (!part.lines.some((line) => quantities.has(line.lineNo))) return part;
  return revise(part, {
    lines: part.lines.map((line) => {
      const quantity = quantities.get(line.lineNo) ?? 0;
      return { ...line, reserved: minus(line.reserved, quantity), shipped: plus(line.shipped, quantity) };
    }),
  });
}
