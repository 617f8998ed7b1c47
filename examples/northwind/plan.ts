import type { OrderRow } from "./read.ts";
import { rules } from "./rules.ts";

/** What happens on one day, in this order: orders are won, what is to leave leaves, invoices are paid. */
export interface Day {
  readonly date: string;
  readonly won: readonly OrderRow[];
  readonly shipped: readonly OrderRow[];
  readonly paid: readonly OrderRow[];
}

const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The day an order is paid: when it is due, or when it has left if that is later. What has not left is not paid. */
export function paidOn({ orderDate, shippedDate }: OrderRow): string | undefined {
  const due = addDays(orderDate, rules.paymentTermDays);
  if (shippedDate === undefined) return undefined;
  return shippedDate > due ? shippedDate : due;
}

/** All days on which something happens, oldest first. The play ends with the last day the data speaks of: what is due later stays owed. */
export function daysOf(orders: readonly OrderRow[]): Day[] {
  const last = orders.reduce((latest, { orderDate, shippedDate = "" }) => [latest, orderDate, shippedDate].toSorted().at(-1) ?? latest, "");
  const on = (dateOf: (order: OrderRow) => string | undefined) => Map.groupBy(orders, (order) => dateOf(order) ?? "never");
  const [won, shipped, paid] = [on(({ orderDate }) => orderDate), on(({ shippedDate }) => shippedDate), on(paidOn)];
  const dates = new Set([...won.keys(), ...shipped.keys(), ...paid.keys()].filter((date) => date <= last));
  return [...dates].sort().map((date) => ({ date, won: won.get(date) ?? [], shipped: shipped.get(date) ?? [], paid: paid.get(date) ?? [] }));
}
