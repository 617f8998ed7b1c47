import { revise } from "../kernel/collection.ts";
import type { BusinessDate } from "../kernel/values.ts";
import type { Invoice, Settlement } from "./invoice.table.ts";

/** How an invoice's debt was lowered: only a credit of the whole of it makes it `credited`. */
type Ended = "paid" | "credited";

/**
 * The invoice with less owed on it. It is settled from the last of its dates on, its own included: a payment of an earlier day that is booked
 * late does not make it settled before the others were there, and nothing is settled before it is owed.
 */
export function settle(invoice: Invoice, settlement: Settlement, ended: Ended = "paid"): Invoice {
  const open = invoice.open - settlement.minor;
  const settlements = settlement.minor === 0 ? invoice.settlements : [...invoice.settlements, settlement];
  if (open > 0) return revise(invoice, { open, settlements });
  const settledOn = invoice.settledOn ?? settlements.reduce((last, each) => (each.on > last ? each.on : last), invoice.issuedOn);
  return revise(invoice, { open, settlements, settledOn, status: ended });
}

/** What was owed at the end of a day, as account 1100 has it: less than nothing where money was booked to the invoice before the day it was issued. */
export function openAt({ issuedOn, total, settlements }: Invoice, asOf: BusinessDate): number {
  const owed = issuedOn > asOf ? 0 : total;
  return settlements.reduce((open, each) => (each.on <= asOf ? open - each.minor : open), owed);
}
