import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency, Percent } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CreditNoteId, CustomerId, InvoiceId, LineNo, OrderId, PaymentId, ShipmentId, Sku, TaxCode } from "../kernel/values.ts";

/** An invoiced line. Amounts are bare minor units of the invoice's currency, so that an invoice of three lines stays below 1 KB. */
export const InvoiceLine = z.object({
  lineNo: LineNo,
  sku: Sku,
  quantity: Quantity,
  /** Per unit, up to four decimals of a minor unit. */
  price: z.number(),
  discountPercent: Percent.optional(),
  taxCode: TaxCode,
  net: z.int(),
  tax: z.int(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** What lowered what is owed, on which date and by which document, so that a past date can be told and every cent be followed. */
const Settlement = z.object({
  on: BusinessDate,
  minor: z.int(),
  by: z.discriminatedUnion("type", [z.object({ type: z.literal("payment"), id: PaymentId }), z.object({ type: z.literal("credit-note"), id: CreditNoteId })]),
});
export type Settlement = z.infer<typeof Settlement>;
/** An invoice is paid in so many parts at most: it stays one item that one transaction can change. The part that settles it is always taken. */
export const MOST_SETTLEMENTS = 200;

/** The cancel overtook the order: what is never to be invoiced, kept under the id the invoice would have. Not an invoice, so nobody sees it. */
const WithheldInvoice = z.object({
  version: z.int(),
  id: InvoiceId,
  status: z.literal("withheld"),
  lines: z.array(z.object({ lineNo: LineNo, quantity: Quantity })),
});

/** A numbered invoice. Its lines and totals never change; `open`, `status` and `settlements` follow payments and credits. */
export const Invoice = z.object({
  version: z.int(),
  id: InvoiceId,
  status: z.enum(["open", "paid", "credited"]),
  number: z.string(),
  company: CompanyCode,
  customerId: CustomerId,
  orderId: OrderId,
  shipmentId: ShipmentId.optional(),
  currency: Currency,
  issuedOn: BusinessDate,
  dueOn: BusinessDate,
  lines: z.array(InvoiceLine).min(1),
  net: z.int(),
  tax: z.int(),
  total: z.int(),
  open: z.int().min(0),
  settlements: z.array(Settlement),
  /** The day from which nothing is owed. */
  settledOn: BusinessDate.optional(),
  /** What the cancel gave back was already left out when this was issued: hearing of it again credits nothing. */
  netted: z.literal(true).optional(),
});
export type Invoice = z.infer<typeof Invoice>;

const InvoiceItem = z.discriminatedUnion("status", [WithheldInvoice, Invoice]);
export type InvoiceItem = z.infer<typeof InvoiceItem>;

export const NOT_SETTLED = "9999-12-31";

const where = (item: InvoiceItem, key: (invoice: Invoice) => readonly [string, ...string[]]) => {
  if (item.status === "withheld") return undefined;
  const [partition, ...sort] = key(item);
  return { partition: [partition], sort };
};

/**
 * The id is the order's (what is billed with the order) or the shipment's (what is billed with it): the second of two deliveries finds it taken.
 * `receivables` has what is owed last, under {@link NOT_SETTLED}, and before it what was settled, by the day: what was open at a date is one stretch.
 * `byCustomer` keeps what a customer owes apart likewise, so that a balance costs no more after years of paid invoices.
 */
export const Invoices = collection<InvoiceItem, "byCustomer" | "byOrder" | "receivables">({
  context: "finance",
  noun: "invoice",
  schema: InvoiceItem,
  id: (invoice) => invoice.id,
  indexes: {
    byCustomer: { slot: "gsi1", key: (item) => where(item, ({ customerId, settledOn, issuedOn, id }) => [customerId, settledOn ?? NOT_SETTLED, issuedOn, id]) },
    byOrder: { slot: "gsi2", key: (item) => where(item, ({ orderId, issuedOn, id }) => [orderId, issuedOn, id]) },
    receivables: { slot: "gsi3", key: (item) => where(item, ({ company, settledOn, dueOn, id }) => [company, settledOn ?? NOT_SETTLED, dueOn, id]) },
  },
});
