import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { accept, create, replace } from "../kernel/decision.ts";
import { type Currency, lineNet, type Money, sum } from "../kernel/money.ts";
import { minus } from "../kernel/quantity.ts";
import { addDays, type BusinessDate, type InvoiceId } from "../kernel/values.ts";
import type { BillingAgreement } from "./billing.table.ts";
import { takeNumber } from "./invoice-series.ts";
import type { InvoiceSeries } from "./invoice-series.table.ts";
import { type Invoice, type InvoiceItem, type InvoiceLine, Invoices } from "./invoice.table.ts";
import { credit, debit, entryOf, post } from "./posting.ts";
import { type TaxRow, taxByLine, taxRows } from "./tax.ts";

export type BilledLine = Omit<InvoiceLine, "net" | "tax">;

/** What is to be billed, to whom, by when. `shipmentId` where it is billed because it left. */
export interface Bill extends Pick<BillingAgreement, "orderId" | "customerId" | "company" | "currency" | "paymentTermDays">, Pick<Invoice, "shipmentId"> {
  readonly id: InvoiceId;
  readonly lines: readonly BilledLine[];
}

/** The net of a quantity of a line, rounded once to the minor unit. */
export const netOf = (line: Pick<InvoiceLine, "price" | "discountPercent">, quantity: number, currency: Currency): Money =>
  quantity === 0 ? { minor: 0, currency } : lineNet(quantity, { minor: line.price, currency }, line.discountPercent);

/**
 * Issues an invoice under the next number, with its posting, in one transaction. `kept` is what stands under its id: an invoice means it was done before;
 * a withheld one means the order's cancel came first, and what that gave back is left out. Where nothing remains there is no invoice.
 * A create that finds its place taken is decided again, not taken for a replay: it may be the cancel that came in between.
 */
export function issueInvoice(bill: Bill, kept: InvoiceItem | undefined, series: InvoiceSeries | undefined, issuedOn: BusinessDate) {
  const lines = kept === undefined ? bill.lines : kept.status === "withheld" ? withoutWithheld(bill.lines, kept.lines) : [];
  if (lines.length === 0) return accept(undefined, []);
  const { number, change: numbered } = takeNumber("invoice", bill.company, issuedOn, series);
  const { invoice, taxes } = drawUp({ ...bill, lines }, number, issuedOn);
  const stored = kept === undefined ? create(Invoices, invoice) : replace(Invoices, { ...invoice, version: kept.version + 1, netted: true });
  return accept(undefined, [stored, numbered, ...post(entryFor(invoice))], [InvoiceIssued.of({ ...headOf(invoice), ...totalsOf(invoice), taxes: [...taxes] })]);
}

function withoutWithheld(lines: readonly BilledLine[], withheld: readonly { lineNo: number; quantity: number }[]): BilledLine[] {
  const quantities = new Map(withheld.map(({ lineNo, quantity }) => [lineNo, quantity]));
  return lines.map((line) => ({ ...line, quantity: minus(line.quantity, quantities.get(line.lineNo) ?? 0) })).filter((line) => line.quantity > 0);
}

function drawUp(bill: Bill, number: string, issuedOn: BusinessDate): { invoice: Invoice; taxes: readonly TaxRow[] } {
  const { lines, paymentTermDays, ...about } = bill;
  const nets = lines.map((line) => ({ taxCode: line.taxCode, net: netOf(line, line.quantity, bill.currency) }));
  const taxes = taxRows(nets, bill.currency);
  const lineTaxes = taxByLine(nets, taxes, bill.currency);
  const total = (amounts: readonly Money[]) => sum(amounts, bill.currency).minor;
  const [net, tax] = [total(taxes.map((row) => row.net)), total(taxes.map((row) => row.tax))];
  const taxed = lines.map((line, at) => ({ ...line, net: nets[at]?.net.minor ?? 0, tax: lineTaxes[at]?.minor ?? 0 }));
  const dates = { issuedOn, dueOn: addDays(issuedOn, paymentTermDays) };
  const owed = net + tax === 0 ? { status: "paid" as const, open: 0, settledOn: issuedOn } : { status: "open" as const, open: net + tax };
  return { taxes, invoice: { version: 1, ...about, number, ...dates, lines: taxed, net, tax, total: net + tax, ...owed, settlements: [] } };
}

const headOf = ({ id, number, company, customerId, orderId, shipmentId, issuedOn, dueOn }: Invoice) => ({
  invoiceId: id,
  number,
  company,
  customerId,
  orderId,
  issuedOn,
  dueOn,
  ...(shipmentId === undefined ? {} : { shipmentId }),
});

const totalsOf = ({ net, tax, total, currency }: Invoice) => ({
  net: { minor: net, currency },
  tax: { minor: tax, currency },
  total: { minor: total, currency },
});

/** Owed by the customer; earned, and owed to the tax office. */
const entryFor = ({ id, company, currency, issuedOn, number, net, tax, total }: Invoice) =>
  entryOf({
    company,
    currency,
    postedOn: issuedOn,
    source: { type: "invoice", id },
    memo: number,
    lines: [debit("1100", total), credit("4000", net), credit("2100", tax)],
  });
