import { text } from "../../contract/json.ts";

type Row = Readonly<Record<string, unknown>>;

/** Something that somebody should look at, with the page that shows why. */
export interface Cause {
  /** "sales/orders" */
  readonly to: string;
  readonly id: string;
  /** What people call it, where the row says so. */
  readonly label: string | undefined;
}

/** Rows that are listed by a day, the earliest first: those whose day is over. */
const before = (rows: readonly Row[], field: string, today: string) => rows.filter((row) => text(row[field]) !== "" && text(row[field]) < today);

const once = (causes: readonly Cause[]): Cause[] => [...new Map(causes.map((cause) => [`${cause.to} ${cause.id}`, cause])).values()];

/** Orders of which goods are set aside and should have left. An order with many lines is listed in parts. */
export const lateToShip = (reservations: readonly Row[], today: string): Cause[] =>
  once(before(reservations, "promisedOn", today).map(({ orderId }) => ({ to: "sales/orders", id: text(orderId), label: undefined })));

/** Orders that wait for goods although their promised day is over. */
export const lateForGoods = (backOrders: readonly Row[], today: string): Cause[] =>
  once(before(backOrders, "promisedOn", today).map(({ orderId }) => ({ to: "sales/orders", id: text(orderId), label: undefined })));

/** Products that somebody waits for, in the order of the promises. */
export const shortProducts = (backOrders: readonly Row[]): Cause[] =>
  once(backOrders.map(({ sku }) => ({ to: "inventory/stock-levels", id: text(sku), label: text(sku) })));

export const overdueInvoices = (open: readonly Row[], today: string): Cause[] =>
  before(open, "dueOn", today).map(({ id, number }) => ({ to: "finance/invoices", id: text(id), label: text(number) }));

export const deadLetters = (waiting: readonly Row[]): Cause[] =>
  waiting.map(({ id, factName }) => ({ to: "platform/dead-letters", id: text(id), label: text(factName) }));
