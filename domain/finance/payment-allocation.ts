import { type Refused, refuse } from "../kernel/decision.ts";
import type { Money } from "../kernel/money.ts";
import type { CompanyCode, CustomerId, InvoiceId } from "../kernel/values.ts";
import { type Invoice, type InvoiceItem, MOST_SETTLEMENTS } from "./invoice.table.ts";

export const refusals = {
  unknown_invoice: "unprocessable",
  other_customer: "unprocessable",
  other_company: "unprocessable",
  currency_mismatch: "unprocessable",
  nothing_open: "conflict",
  more_than_open: "conflict",
  allocations_exceed_amount: "unprocessable",
  too_many_parts: "conflict",
} as const;
type Code = keyof typeof refusals;

/** Which invoice a payment is for; all that is open or left of the payment where no amount is said. */
export interface Wish {
  readonly invoiceId: InvoiceId;
  readonly amount?: Money | undefined;
}
interface Payer {
  readonly company: CompanyCode;
  readonly customerId: CustomerId;
  readonly amount: Money;
}
export interface Allocated {
  readonly invoice: Invoice;
  readonly minor: number;
}

/** Spreads a payment over the invoices it names, in the order named: all of them or a refusal that points at the first it cannot pay. */
export function allocatePayment(payer: Payer, wishes: readonly Wish[], invoices: readonly InvoiceItem[]): Allocated[] | Refused<Code> {
  const known = new Map(invoices.flatMap((item) => (item.status === "withheld" ? [] : [[item.id, item]])));
  const allocated: Allocated[] = [];
  let left = payer.amount.minor;
  for (const [at, wish] of wishes.entries()) {
    const pointer = `/allocations/${at}`;
    const invoice = known.get(wish.invoiceId);
    if (invoice === undefined) return refuse("unknown_invoice", { pointer: `${pointer}/invoiceId`, detail: "there is no such invoice" });
    const refused = notPayable(payer, wish, invoice, pointer);
    if (refused !== undefined) return refused;
    const minor = wish.amount?.minor ?? Math.min(invoice.open, left);
    if (minor === 0 || minor > left)
      return refuse("allocations_exceed_amount", { pointer, detail: "the invoices before it leave less of the payment", leftMinor: left });
    if (minor < invoice.open && invoice.settlements.length >= MOST_SETTLEMENTS - 1)
      return refuse("too_many_parts", { pointer, detail: `an invoice is settled in at most ${MOST_SETTLEMENTS} parts: pay all that is open` });
    left -= minor;
    allocated.push({ invoice, minor });
  }
  return allocated;
}

function notPayable({ company, customerId, amount }: Payer, wish: Wish, invoice: Invoice, pointer: string): Refused<Code> | undefined {
  if (invoice.customerId !== customerId) return refuse("other_customer", { pointer: `${pointer}/invoiceId`, detail: "the invoice is another customer's" });
  if (invoice.company !== company)
    return refuse("other_company", { pointer: `${pointer}/invoiceId`, detail: "another company issued the invoice", company: invoice.company });
  if (wish.amount !== undefined && wish.amount.currency !== invoice.currency)
    return refuse("currency_mismatch", { pointer: `${pointer}/amount/currency`, detail: "the invoice is in another currency", currency: invoice.currency });
  if (amount.currency !== invoice.currency)
    return refuse("currency_mismatch", { pointer: "/amount/currency", detail: "the invoice is in another currency", currency: invoice.currency });
  if (invoice.open === 0) return refuse("nothing_open", { pointer: `${pointer}/invoiceId`, detail: "nothing is owed on this invoice" });
  if (wish.amount !== undefined && wish.amount.minor > invoice.open)
    return refuse("more_than_open", { pointer: `${pointer}/amount/minor`, detail: "more than is owed on this invoice", openMinor: invoice.open });
  return undefined;
}
