import { asMoney, list, type Money, record, text } from "../../contract/json.ts";

/** How far goods have come, in the order in which they go. `waiting`: nothing was heard of it yet. */
export const standings = ["shipped", "reserved", "backOrdered", "waiting", "cancelled"] as const;
export type Standing = (typeof standings)[number];

export interface OrderLineBar {
  readonly lineNo: number;
  readonly sku: string;
  /** Services are not shipped: they have no bar. */
  readonly isService: boolean;
  readonly ordered: number;
  /** In the product's unit; together what was ordered. */
  readonly parts: Readonly<Record<Standing, number>>;
  readonly unitPrice?: Money;
  readonly net?: Money;
}

/** Quantities have up to six decimals: what binary fractions leave beyond is none. */
const exact = (quantity: number): number => Math.round(quantity * 1_000_000) / 1_000_000;

export function barsOf(order: Readonly<Record<string, unknown>>): OrderLineBar[] {
  return list(order.lines).map((line) => {
    const of = record(line);
    const amount = (name: string): number => (typeof of[name] === "number" ? of[name] : 0);
    const ordered = amount("quantity");
    const [shipped, reserved, backOrdered, cancelled] = [amount("shipped"), amount("reserved"), amount("backOrdered"), amount("cancelled")];
    const [unitPrice, net] = [asMoney(of.unitPrice), asMoney(of.net)];
    return {
      lineNo: amount("lineNo"),
      sku: text(of.sku),
      isService: of.kind === "service",
      ordered,
      parts: { shipped, reserved, backOrdered, waiting: Math.max(0, exact(ordered - shipped - reserved - backOrdered - cancelled)), cancelled },
      ...(unitPrice !== undefined && { unitPrice }),
      ...(net !== undefined && { net }),
    };
  });
}

/** Whether there is anything to ship now. */
export const canShip = (bars: readonly OrderLineBar[]): boolean => bars.some(({ isService, parts }) => !isService && parts.reserved > 0);
