import type * as z from "zod";
import { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import type { StockReleased } from "../../events/inventory/stock-released.ts";
import { accept, adjust, create, replace } from "../kernel/decision.ts";
import { atMost, minus } from "../kernel/quantity.ts";
import { type BusinessDate, CreditNoteId, InvoiceId, type OrderId, type TaxCode } from "../kernel/values.ts";
import { type CreditNote, CreditNotes } from "./credit-note.table.ts";
import { creditKey, CustomerCredits } from "./customer-credit.table.ts";
import { takeNumber } from "./invoice-series.ts";
import type { InvoiceSeries } from "./invoice-series.table.ts";
import { type Invoice, type InvoiceItem, Invoices } from "./invoice.table.ts";
import { netOf } from "./invoice.ts";
import { entryId } from "./journal-entry.table.ts";
import { credit, debit, entryOf, post } from "./posting.ts";
import { settle } from "./settlement.ts";
import { taxOn } from "./tax.ts";

type Unwanted = readonly { readonly lineNo: number; readonly quantity: number }[];

/** What a cancel means for the invoice of the order: where goods are billed as they ship, only services were on it, and what never leaves is never billed. */
export const unbilled = ({ invoicing, lines }: z.output<typeof StockReleased.data>) =>
  lines.filter((line) => invoicing === "on-order" || line.kind === "service").map(({ lineNo, unshipped }) => ({ lineNo, quantity: unshipped }));

/** The cancel overtook the order: what the invoice must leave out is kept at the place where the invoice will look for it. */
export const withholdInvoice = (orderId: OrderId, lines: ReturnType<typeof unbilled>) =>
  accept(undefined, lines.length === 0 ? [] : [create(Invoices, { version: 1, id: InvoiceId.parse(orderId), status: "withheld", lines })]);

/**
 * Credits what of an invoice will never leave. An invoice that was issued after the cancel left it out already (`netted`), and one without worth has nothing to credit.
 * What is still owed falls first; what had been paid becomes the customer's credit.
 */
export function creditInvoice(item: InvoiceItem, unwanted: Unwanted, series: InvoiceSeries | undefined, issuedOn: BusinessDate) {
  if (item.status === "withheld" || item.netted === true) return accept(undefined, []);
  const taken = takeBack(item, unwanted);
  if (taken.total === 0) return accept(undefined, []);
  const { number, change: numbered } = takeNumber("credit-note", item.company, issuedOn, series);
  const applied = Math.min(taken.total, item.open);
  const { company, customerId, orderId, currency } = item;
  const about = { id: CreditNoteId.parse(orderId), number, company, customerId, orderId, invoiceId: item.id, issuedOn };
  const note: CreditNote = { version: 1, ...about, currency, ...taken, applied, credit: taken.total - applied };
  const settled = settle(item, { on: issuedOn, minor: applied, by: { type: "credit-note", id: note.id } }, taken.total === item.total ? "credited" : "paid");
  return accept(
    undefined,
    [create(CreditNotes, note, "already-done"), replace(Invoices, settled), numbered, ...giveBack(note), ...post(entryFor(note))],
    [CreditNoteIssued.of(factOf(note))],
  );
}

/** The difference between what was invoiced and what the kept quantities come to, tax for each code likewise: all of it credits the invoice to the cent. */
function takeBack({ lines, currency }: Invoice, unwanted: Unwanted) {
  const quantities = new Map(unwanted.map(({ lineNo, quantity }) => [lineNo, quantity]));
  const after = lines.map((line) => {
    const quantity = atMost(quantities.get(line.lineNo) ?? 0, line.quantity);
    const keptNet = quantity === 0 ? line.net : netOf(line, minus(line.quantity, quantity), currency).minor;
    return { line, quantity, keptNet };
  });
  const taxes = [...Map.groupBy(after, ({ line }) => line.taxCode)]
    .map(([taxCode, ofCode]) => taxBack(taxCode, ofCode, currency))
    .filter(({ touched }) => touched);
  const net = taxes.reduce((sum, each) => sum + each.net, 0);
  const tax = taxes.reduce((sum, each) => sum + each.tax, 0);
  return {
    lines: after.filter(({ quantity }) => quantity > 0).map(({ line, quantity, keptNet }) => ({ lineNo: line.lineNo, quantity, net: line.net - keptNet })),
    taxes: taxes.map(({ touched: _touched, ...row }) => row),
    net,
    tax,
    total: net + tax,
  };
}

interface After {
  readonly line: Invoice["lines"][number];
  readonly quantity: number;
  readonly keptNet: number;
}
function taxBack(taxCode: TaxCode, ofCode: readonly After[], currency: string) {
  const total = (of: (each: After) => number) => ofCode.reduce((sum, each) => sum + of(each), 0);
  const kept = total((each) => each.keptNet);
  const net = total((each) => each.line.net) - kept;
  const tax = total((each) => each.line.tax) - taxOn({ minor: kept, currency }, taxCode).minor;
  return { taxCode, net, tax, touched: ofCode.some((each) => each.quantity > 0) };
}

const giveBack = ({ company, customerId, currency, credit: minor }: CreditNote) =>
  minor === 0 ? [] : [adjust(CustomerCredits, creditKey({ company, customerId, currency }), { add: { minor }, orCreate: { company, customerId, currency } })];

/** The invoice's posting the other way round, for as much as is taken back. */
const entryFor = ({ id, number, invoiceId, company, currency, issuedOn, net, tax, applied, credit: owedBack }: CreditNote) =>
  entryOf({
    company,
    currency,
    postedOn: issuedOn,
    source: { type: "credit-note", id },
    memo: number,
    reverses: entryId({ type: "invoice", id: invoiceId }),
    lines: [debit("4000", net), debit("2100", tax), credit("1100", applied), credit("2200", owedBack)],
  });

function factOf({ id, number, company, customerId, orderId, invoiceId, issuedOn, currency, ...note }: CreditNote) {
  const money = (minor: number) => ({ minor, currency });
  const amounts = { net: money(note.net), tax: money(note.tax), total: money(note.total), applied: money(note.applied), credit: money(note.credit) };
  return { creditNoteId: id, number, company, customerId, orderId, invoiceId, issuedOn, ...amounts };
}
