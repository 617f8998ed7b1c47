import { asMoney, list, type Money, record, text } from "../../contract/json.ts";
import { minorOf } from "../../format/money.ts";

type Row = Readonly<Record<string, unknown>>;

export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly company: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Still owed, in minor units. */
  readonly open: Money;
}

/** Invoices that something is owed on, the longest due first. */
export const openInvoices = (rows: readonly Row[]): OpenInvoice[] =>
  rows
    .flatMap((row) => {
      const open = asMoney(row.open);
      if (open === undefined || row.status !== "open") return [];
      const { id, number, customerId, company, issuedOn, dueOn } = row;
      return [{ id: text(id), number: text(number), customerId: text(customerId), company: text(company), issuedOn: text(issuedOn), dueOn: text(dueOn), open }];
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.number.localeCompare(b.number, "en", { numeric: true }));

/** What a payment may be matched with at most. */
export const MOST_MATCHED = 40;

/** One payment is one customer's, in one currency, in the books of one company. */
export function canJoin(invoice: OpenInvoice, chosen: readonly OpenInvoice[]): boolean {
  const [first] = chosen;
  if (first === undefined || chosen.some(({ id }) => id === invoice.id)) return true;
  const isAlike = first.customerId === invoice.customerId && first.open.currency === invoice.open.currency && first.company === invoice.company;
  return isAlike && chosen.length < MOST_MATCHED;
}

/** Days past due on a business date; below 1 it is not overdue. */
export const daysOverdue = (dueOn: string, today: string): number => Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);

export interface Matched {
  readonly invoice: OpenInvoice;
  /** As typed. */
  readonly amount: string;
}

export type PaymentFault = "notNumber" | "tooMuch" | "tooLittle";
export interface Payment {
  readonly allocations: readonly { readonly invoiceId: string; readonly amount: Money }[];
  /** What came in; what of it settles nothing stays the customer's credit. */
  readonly amount: Money;
  readonly credit: number;
}

/** The payment that was typed. Of an invoice at most what is owed on it; in all at least what is matched. */
export function paymentOf(
  matched: readonly Matched[],
  received: string,
): { readonly payment: Payment } | { readonly faults: ReadonlyMap<string, PaymentFault> } {
  const currency = matched[0]?.invoice.open.currency ?? "EUR";
  const faults = new Map<string, PaymentFault>();
  const allocations = matched.map(({ invoice, amount }) => {
    const minor = minorOf(amount, currency);
    if (minor === undefined || minor <= 0 || !Number.isInteger(minor)) faults.set(invoice.id, "notNumber");
    else if (minor > invoice.open.minor) faults.set(invoice.id, "tooMuch");
    return { invoiceId: invoice.id, amount: { minor: minor ?? 0, currency } };
  });
  const sum = allocations.reduce((all, { amount }) => all + amount.minor, 0);
  const total = received.trim() === "" ? sum : minorOf(received, currency);
  if (total === undefined || !Number.isInteger(total) || total <= 0) faults.set("amount", "notNumber");
  else if (total < sum) faults.set("amount", "tooLittle");
  if (faults.size > 0 || total === undefined) return { faults };
  return { payment: { allocations, amount: { minor: total, currency }, credit: total - sum } };
}

/** The method that brings no money: what the company owes the customer is used up. */
export const FROM_CREDIT = "customer-credit";

/** What a customer's balance says of their credit in a currency, in minor units. */
export function creditIn(balance: Row | undefined, currency: string): number {
  const amounts = list(balance?.balances).map((row) => asMoney(record(row).credit));
  return amounts.find((credit) => credit?.currency === currency)?.minor ?? 0;
}

/** What credit pays of the invoices, in the order they stand, in minor units: of each all that is owed, as long as there is any. */
export function spend(credit: number, invoices: readonly OpenInvoice[]): ReadonlyMap<string, number> {
  let left = credit;
  const paid = new Map<string, number>();
  for (const { id, open } of invoices) {
    const minor = Math.min(left, open.minor);
    if (minor > 0) paid.set(id, minor);
    left -= minor;
  }
  return paid;
}

/** Kinds of documents that entries stand for, and where their pages are. */
const PLACES: Readonly<Record<string, string>> = {
  invoice: "finance/invoices",
  "credit-note": "finance/credit-notes",
  payment: "finance/payments",
  shipment: "inventory/shipments",
  receipt: "inventory/receipts",
  adjustment: "inventory/adjustments",
};
export const placeOf = (source: string): string => PLACES[source] ?? "";
