import type * as z from "zod";
import { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import type { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import type { OrderPlaced } from "../../events/sales/order-placed.ts";
import { accept, create } from "../kernel/decision.ts";
import { atMost, minus, plus } from "../kernel/quantity.ts";
import type { Sku } from "../kernel/values.ts";
import { type BackOrder, BackOrders } from "./back-order.table.ts";
import { type Reservation, Reservations, type ReservedLine } from "./reservation.table.ts";
import type { StockLevel } from "./stock-level.table.ts";
import { claim } from "./stock-move.ts";

type Order = z.output<typeof OrderPlaced.data>;
/** What placing and cancelling an order both say of a line. */
export type OrderedLine = z.output<typeof OrderCancelled.data>["lines"][number];
export interface OrderPart {
  readonly part: number;
  readonly lines: readonly OrderedLine[];
}

/**
 * Lines handled in one transaction. DynamoDB takes 100 items a transaction (AWS: "Amazon DynamoDB transactions: how it works");
 * forty lines need at most forty levels, forty back-orders, the part and two facts.
 */
const LINES_PER_PART = 40;

/** An order's lines by number, cut into parts. Placing and cancelling cut alike, so each part has one name whichever is heard first. */
export function partsOf(lines: readonly OrderedLine[]): OrderPart[] {
  const sorted = [...lines].sort((a, b) => a.lineNo - b.lineNo);
  return Array.from({ length: Math.ceil(sorted.length / LINES_PER_PART) }, (_, part) => ({
    part,
    lines: sorted.slice(part * LINES_PER_PART, (part + 1) * LINES_PER_PART),
  }));
}

/** The products whose levels such lines touch, each once; services touch none. */
export const skusOf = (lines: readonly { readonly sku: Sku; readonly kind: "goods" | "service" }[]): Sku[] => [
  ...new Set(lines.filter((line) => line.kind === "goods").map((line) => line.sku)),
];

/** A line of which nothing is set aside yet. */
export const unclaimed = ({ lineNo, sku, kind, quantity }: OrderedLine): ReservedLine => ({
  lineNo,
  sku,
  kind,
  ordered: quantity,
  reserved: 0,
  shipped: 0,
  backOrdered: 0,
  released: 0,
});

/**
 * Sets aside for one part of an order what is promisable and puts the rest in the queue of its product. Waiting back-orders come first:
 * a new order takes only what nobody waits for. A part that exists, open or cancelled, is left as it is.
 */
export function reserveStock(order: Order, { part, lines }: OrderPart, levels: readonly StockLevel[]) {
  const { orderId, customerId, company, invoicing, placedOn, promisedOn } = order;
  const claimed = claimLines(lines, levels);
  const reservation: Reservation = { version: 1, orderId, part, customerId, company, invoicing, placedOn, promisedOn, state: "open", lines: claimed };
  const waiting = claimed
    .filter((line) => line.backOrdered > 0)
    .map(({ lineNo, sku, backOrdered }): BackOrder => ({ version: 1, sku, orderId, part, lineNo, promisedOn, quantity: backOrdered }));
  const setAside = claimed.filter((line) => line.reserved > 0).map(({ lineNo, sku, reserved, backOrdered }) => ({ lineNo, sku, reserved, backOrdered }));
  const missing = waiting.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, missing: quantity }));
  return accept(
    reservation,
    [create(Reservations, reservation, "already-done"), ...claimLevels(claimed, levels), ...waiting.map((each) => create(BackOrders, each))],
    [
      ...(setAside.length > 0 ? [StockReserved.of({ orderId, customerId, cause: "order", lines: setAside })] : []),
      ...(missing.length > 0 ? [StockFellShort.of({ orderId, customerId, promisedOn, lines: missing })] : []),
    ],
  );
}

/** First line first, until a product has no more to promise. */
function claimLines(lines: readonly OrderedLine[], levels: readonly StockLevel[]): ReservedLine[] {
  const promisable = new Map(levels.map((level) => [level.sku, level.promisable]));
  return lines.map((ordered) => {
    const line = unclaimed(ordered);
    if (line.kind === "service") return line;
    const left = promisable.get(line.sku) ?? 0;
    const reserved = atMost(line.ordered, left);
    promisable.set(line.sku, minus(left, reserved));
    return { ...line, reserved, backOrdered: minus(line.ordered, reserved) };
  });
}

/** One change for each product: a transaction may touch an item once. */
function claimLevels(lines: readonly ReservedLine[], levels: readonly StockLevel[]) {
  return totalsBySku(lines).map(({ sku, reserved, backOrdered }) =>
    claim(
      levels.find((level) => level.sku === sku),
      sku,
      reserved,
      backOrdered,
    ),
  );
}

/** What the goods among these lines have set aside and wait for, by product. */
export function totalsBySku(lines: readonly ReservedLine[]) {
  return skusOf(lines).map((sku) => {
    const ofSku = lines.filter((line) => line.kind === "goods" && line.sku === sku);
    return { sku, reserved: plus(...ofSku.map((line) => line.reserved)), backOrdered: plus(...ofSku.map((line) => line.backOrdered)) };
  });
}
