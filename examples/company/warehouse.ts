import { addDays, daysBetween, workday } from "./calendar.ts";
import type { Order } from "./demand.ts";
import type { Draw } from "./draw.ts";
import { type Product, products } from "./products.ts";
import { Shelf } from "./shelf.ts";

export interface Receipt {
  readonly on: string;
  readonly reference: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitCost: number }[];
  /** Orders that waited for some of it, and do not any more. */
  readonly serves: readonly Order[];
}
export interface Shipment {
  readonly on: string;
  readonly order: Order;
  /** The how-manieth of its order, from 0. */
  readonly part: number;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
}
export interface Cancellation {
  readonly on: string;
  readonly order: Order;
  readonly reason: string;
}
export interface Loss {
  readonly on: string;
  readonly sku: string;
  readonly quantity: number;
  readonly reason: "damage" | "loss";
}
/** One thing that happens in the warehouse, or to it. `shortOf`: what of an order was not all there when it came. */
export type Move =
  | { readonly kind: "receipt"; readonly receipt: Receipt }
  | { readonly kind: "order"; readonly order: Order; readonly shortOf: readonly string[] }
  | { readonly kind: "shipment"; readonly shipment: Shipment }
  | { readonly kind: "cancel"; readonly cancellation: Cancellation }
  | { readonly kind: "loss"; readonly loss: Loss };

export interface Warehouse {
  /** In the order in which they happened. */
  readonly moves: readonly Move[];
  /** Who still waits for goods in the end. */
  readonly waiting: ReadonlySet<Order>;
}

const REVIEW_EVERY_DAYS = 21;
const LEAD_DAYS = 10;
const LATE = 0.05;
const goods = products.filter(({ kind }) => kind === "goods");

/**
 * Two years of a warehouse that orders what it expects to sell, is wrong at times, and has suppliers that are late at times.
 * In the order in which things happen. A late delivery brings at least what all who wait for it lack, so it never matters who waits first.
 */
export function runWarehouse(draw: Draw, orders: readonly Order[], { first, last }: { readonly first: string; readonly last: string }): Warehouse {
  const shelf = new Shelf();
  const moves: Move[] = [];
  const due = new Map<string, Map<string, number>>();
  const leaving = new Map<string, Order[]>();
  const cancelling = new Map<string, Order[]>();
  const parts = new Map<Order, number>();
  const byDay = Map.groupBy(orders, ({ placedOn }) => placedOn);
  const wantedOf = demandBySku(orders);
  const put = <Item>(into: Map<string, Item[]>, on: string, item: Item) => into.set(on, [...(into.get(on) ?? []), item]);
  const expect = (on: string, sku: string, quantity: number) => due.set(on, new Map([...(due.get(on) ?? []), [sku, (due.get(on)?.get(sku) ?? 0) + quantity]]));
  const pendingOf = (sku: string) => [...due.values()].reduce((sum, bySku) => sum + (bySku.get(sku) ?? 0), 0);

  /** Orders what the coming weeks should need, more or less. What is asked for near the end is held up: a strike at the makers of motors. */
  const review = (day: string) => {
    for (const { sku, lot, family } of goods) {
      const forecast = wantedOf(sku, addDays(day, LEAD_DAYS), addDays(day, LEAD_DAYS + REVIEW_EVERY_DAYS + 7)) * (0.85 + 0.5 * draw.fraction());
      const lacking = Math.ceil(forecast + lot - shelf.available(sku) - pendingOf(sku));
      const strike = (family === "Electric bikes" || sku === "BATTERY-500") && daysBetween(day, last) < 56;
      const late = strike ? 90 : draw.chance(LATE) ? REVIEW_EVERY_DAYS * draw.whole(1, 2) : 0;
      if (lacking > 0) expect(addDays(day, LEAD_DAYS + late), sku, Math.ceil(lacking / lot) * lot);
    }
  };
  const receive = (on: string, quantities: ReadonlyMap<string, number>, reference: string) => {
    const lines = [...quantities].map(([sku, quantity]) => ({
      sku,
      quantity: Math.max(quantity, shelf.waitedFor(sku)),
      unitCost: costOn(draw, sku, on, last),
    }));
    const serves = shelf.takeIn(lines);
    moves.push({ kind: "receipt", receipt: { on, reference, lines, serves } });
    for (const order of serves) if (!shelf.waits(order)) put(leaving, workday(addDays(on, draw.whole(1, 3))), order);
  };
  const place = (order: Order, on: string) => {
    const shortOf = shelf.setAside(order);
    moves.push({ kind: "order", order, shortOf });
    if (order.lines.every(({ product }) => product.kind === "service")) return;
    if (draw.chance(0.025)) put(cancelling, workday(addDays(on, 1)), order);
    // Some want all at once, others what there is; and of those some have enough of waiting for the rest.
    if (shortOf.length === 0 || draw.chance(0.55)) put(leaving, workday(addDays(on, draw.whole(1, 6))), order);
    if (shortOf.length > 0 && draw.chance(0.15)) put(cancelling, workday(addDays(on, draw.whole(8, 16))), order);
  };
  const ship = (order: Order, on: string) => {
    const lines = shelf.takeOut(order);
    if (lines.length === 0) return;
    const part = parts.get(order) ?? 0;
    parts.set(order, part + 1);
    moves.push({ kind: "shipment", shipment: { on, order, part, lines } });
  };
  const cancel = (order: Order, on: string) => {
    if (!shelf.mayCancel(order)) return;
    shelf.cancel(order);
    moves.push({
      kind: "cancel",
      cancellation: { on, order, reason: parts.has(order) ? "The rest took too long" : draw.of(["Ordered twice", "Changed their mind", "Found it elsewhere"]) },
    });
  };

  const opening = goods.map(({ sku, lot }): [string, number] => [sku, Math.ceil(wantedOf(sku, first, addDays(first, 35)) * 1.2) + lot]);
  receive(first, new Map(opening), "Opening stock");
  for (let day = first, count = 0; day <= last; day = addDays(day, 1), count += 1) {
    if (count % REVIEW_EVERY_DAYS === 7) review(day);
    const arriving = due.get(day);
    due.delete(day);
    if (arriving !== undefined) receive(day, arriving, `Delivery ${day}`);
    if (count % 97 === 60) lose(draw, shelf, day, moves);
    for (const order of cancelling.get(day) ?? []) cancel(order, day);
    for (const order of byDay.get(day) ?? []) place(order, day);
    for (const order of leaving.get(day) ?? []) ship(order, day);
  }
  return { moves, waiting: new Set(orders.filter((order) => shelf.waits(order))) };
}

/** Something is broken or gone, where there is enough that nobody lacks it. */
function lose(draw: Draw, shelf: Shelf, on: string, moves: Move[]): void {
  const [product] = draw.several(
    goods.filter(({ sku }) => shelf.available(sku) > 3),
    1,
  );
  if (product === undefined) return;
  const loss: Loss = { on, sku: product.sku, quantity: draw.whole(1, 3), reason: draw.of(["damage", "loss"]) };
  shelf.lose(loss.sku, loss.quantity);
  moves.push({ kind: "loss", loss });
}

/** Cents: what a thing costs now, a little less long ago, a little up and down. */
function costOn(draw: Draw, sku: string, on: string, last: string): number {
  const cost = goods.find((product) => product.sku === sku)?.cost ?? 0;
  return Math.max(1, Math.round(cost * (1 - 0.04 * (daysBetween(on, last) / 365) + 0.02 * (draw.fraction() - 0.5))));
}

/** How many of a thing are asked for from a day to another. */
function demandBySku(orders: readonly Order[]) {
  const asked = orders.flatMap(({ placedOn, lines }) =>
    lines.map(({ product, quantity }: { product: Product; quantity: number }) => ({ on: placedOn, sku: product.sku, quantity })),
  );
  const bySku = Map.groupBy(asked, ({ sku }) => sku);
  return (sku: string, from: string, to: string) =>
    (bySku.get(sku) ?? []).reduce((sum, { on, quantity }) => (on >= from && on <= to ? sum + quantity : sum), 0);
}
