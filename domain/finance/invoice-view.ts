import * as z from "zod";
import { Money, UnitPrice } from "../kernel/money.ts";
import { BusinessDate, PaymentId } from "../kernel/values.ts";
import type { CreditNote } from "./credit-note.table.ts";
import { CreditNoteView, TaxOfCode, viewOfNote } from "./credit-note-view.ts";
import { Invoice, InvoiceLine } from "./invoice.table.ts";

const { id, version, number, status, company, customerId, orderId, shipmentId, issuedOn, dueOn } = Invoice.shape;

/** One invoice in a list. `open` is what is still owed. */
export const InvoiceSummary = z
  .object({ id, version, number, status, company, customerId, orderId, shipmentId, issuedOn, dueOn, settledOn: BusinessDate.optional() })
  .extend({ net: Money, tax: Money, total: Money, open: Money })
  .meta({ id: "InvoiceSummary" });

const PaidPart = z.object({ paymentId: PaymentId, receivedOn: BusinessDate, amount: Money });
/** A credit note as its invoice shows it. */
const NoteOfInvoice = CreditNoteView.omit({ version: true, company: true, customerId: true, orderId: true, invoiceId: true });

/** The whole invoice: lines with their share of the tax, one row for each tax code (EN 16931 BG-23), and all that lowered what is owed. */
export const InvoiceView = InvoiceSummary.extend({
  lines: z.array(InvoiceLine.omit({ price: true, net: true, tax: true }).extend({ unitPrice: UnitPrice, net: Money, tax: Money })),
  taxes: z.array(TaxOfCode),
  payments: z.array(PaidPart),
  creditNotes: z.array(NoteOfInvoice),
}).meta({ id: "Invoice" });

export function summarise(invoice: Invoice): z.input<typeof InvoiceSummary> {
  const { lines: _lines, settlements: _settlements, netted: _netted, currency, net, tax, total, open, ...head } = invoice;
  const money = (minor: number) => ({ minor, currency });
  return { ...head, net: money(net), tax: money(tax), total: money(total), open: money(open) };
}

export function viewOfInvoice(invoice: Invoice, note: CreditNote | undefined): z.input<typeof InvoiceView> {
  const money = (minor: number) => ({ minor, currency: invoice.currency });
  const lines = invoice.lines.map(({ price, net, tax, ...line }) => ({ ...line, unitPrice: money(price), net: money(net), tax: money(tax) }));
  const taxes = [...Map.groupBy(invoice.lines, (line) => line.taxCode)].map(([taxCode, ofCode]) => ({
    taxCode,
    net: money(ofCode.reduce((sum, line) => sum + line.net, 0)),
    tax: money(ofCode.reduce((sum, line) => sum + line.tax, 0)),
  }));
  const payments = invoice.settlements.flatMap(({ on, minor, by }) =>
    by.type === "payment" ? [{ paymentId: by.id, receivedOn: on, amount: money(minor) }] : [],
  );
  return { ...summarise(invoice), lines, taxes, payments, creditNotes: note === undefined ? [] : [partOfNote(note)] };
}

function partOfNote(note: CreditNote): z.input<typeof NoteOfInvoice> {
  const { version: _version, company: _company, customerId: _customer, orderId: _order, invoiceId: _invoice, ...part } = viewOfNote(note);
  return part;
}
