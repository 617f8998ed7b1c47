import { revise } from "../kernel/collection.ts";
import type { BusinessDate } from "../kernel/values.ts";
import type { Invoice } from "./invoice.table.ts";

/** How an invoice's debt was lowered: only a credit of the whole of it makes it `credited`. */
type Ended = "paid" | "credited";

/**
 * The invoice with less owed on it. Settlements of one day stand as one. It is settled from the last of their dates on:
 * a payment of an earlier day that is booked late does not make it settled before the others were there.
 */
export function settle(invoice: Invoice, minor: number, on: BusinessDate, ended: Ended = "paid"): Invoice {
  const open = invoice.open - minor;
  const settlements = minor === 0 ? invoice.settlements : withSettlement(invoice.settlements, minor, on);
  if (open > 0) return revise(invoice, { open, settlements });
  const settledOn = invoice.settledOn ?? settlements.reduce((last, each) => (each.on > last ? each.on : last), on);
  return revise(invoice, { open, settlements, settledOn, status: ended });
}

function withSettlement(settlements: Invoice["settlements"], minor: number, on: BusinessDate): Invoice["settlements"] {
  if (!settlements.some((each) => each.on === on)) return [...settlements, { on, minor }];
  return settlements.map((each) => (each.on === on ? { on, minor: each.minor + minor } : each));
}

/** What was owed at the end of a day. */
export function openAt({ issuedOn, total, settlements }: Invoice, asOf: BusinessDate): number {
  if (issuedOn > asOf) return 0;
  return settlements.reduce((open, each) => (each.on <= asOf ? open - each.minor : open), total);
}
