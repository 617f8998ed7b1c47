import { asMoney, list, type Money, record, text } from "../../contract/json.ts";
import { minorOf } from "../../format/money.ts";

type Row = Readonly<Record<string, unknown>>;

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** What is wanted and not there comes first, the most wanted before the rest; then what could be sold least. */
export const shortagesFirst = <Level extends Row>(levels: readonly Level[]): Level[] =>
  levels.toSorted(
    (a, b) =>
      number(b.backOrdered) - number(a.backOrdered) ||
      number(a.available) - number(b.available) ||
      text(a.sku).localeCompare(text(b.sku), "en", { numeric: true }),
  );

/** An order of which something is set aside. */
export interface Ready {
  readonly orderId: string;
  readonly customerId: string;
  readonly promisedOn: string;
  /** All that is still wanted of it is there. */
  readonly isWhole: boolean;
  /** What is to be picked. */
  readonly picks: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Orders that can be shipped, in part or whole, in the order of the list: the earliest promised first. Orders with many lines are listed in parts. */
export const readyOrders = (reservations: readonly Row[]): Ready[] =>
  [...Map.groupBy(reservations, ({ orderId }) => text(orderId))].map(([orderId, parts]) => {
    const lines = parts.flatMap((part) => list(part.lines).map(record));
    return {
      orderId,
      customerId: text(parts[0]?.customerId),
      promisedOn: text(parts[0]?.promisedOn),
      isWhole: lines.every(({ backOrdered }) => number(backOrdered) === 0),
      picks: lines.flatMap(({ sku, reserved }) => (number(reserved) > 0 ? [{ sku: text(sku), quantity: number(reserved) }] : [])),
    };
  });

/** What is typed of goods that came in. */
export interface TypedReceipt {
  readonly reference: string;
  readonly sku: string;
  readonly quantity: string;
  readonly unitCost: string;
  readonly currency: string;
}
export type ReceiptField = keyof TypedReceipt;

/** The body of a receipt of one line, or the fields that say no number. */
export function receiptOf(typed: TypedReceipt): { readonly body: Record<string, unknown> } | { readonly faults: readonly ReceiptField[] } {
  const sku = typed.sku.trim().toUpperCase();
  const quantity = Number(typed.quantity.trim().replace(",", "."));
  const minor = minorOf(typed.unitCost, typed.currency);
  const faults: ReceiptField[] = [];
  if (sku === "") faults.push("sku");
  if (typed.quantity.trim() === "" || !(quantity > 0)) faults.push("quantity");
  if (minor === undefined || minor < 0) faults.push("unitCost");
  if (!/^[A-Z]{3}$/.test(typed.currency)) faults.push("currency");
  if (faults.length > 0) return { faults };
  const reference = typed.reference.trim();
  return { body: { ...(reference !== "" && { reference }), lines: [{ sku, quantity, unitCost: { minor, currency: typed.currency } }] } };
}

/** A field of the form for what a refusal points at. */
export function receiptField(pointer: string): ReceiptField | undefined {
  if (pointer === "/reference") return "reference";
  if (pointer.endsWith("/sku")) return "sku";
  if (pointer.endsWith("/quantity")) return "quantity";
  if (pointer.endsWith("/unitCost/currency")) return "currency";
  return pointer.includes("/unitCost") ? "unitCost" : undefined;
}

/** What a unit cost so far, as a beginning for the next receipt: whole cents are what suppliers write. */
export function costOf(level: Row | undefined): Money | undefined {
  const cost = asMoney(level?.averageCost);
  return cost === undefined ? undefined : { minor: Math.round(cost.minor), currency: cost.currency };
}
