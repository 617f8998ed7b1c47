import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CreditNoteId, CustomerId, InvoiceId, LineNo, OrderId, TaxCode } from "../kernel/values.ts";

/** What of an invoice is taken back, under a number of its own. Minor units of `currency`. Never changed. */
export const CreditNote = z.object({
  version: z.int(),
  id: CreditNoteId,
  number: z.string(),
  company: CompanyCode,
  customerId: CustomerId,
  orderId: OrderId,
  invoiceId: InvoiceId,
  issuedOn: BusinessDate,
  currency: Currency,
  lines: z.array(z.object({ lineNo: LineNo, quantity: Quantity, net: z.int() })).min(1),
  taxes: z.array(z.object({ taxCode: TaxCode, net: z.int(), tax: z.int() })).min(1),
  net: z.int(),
  tax: z.int(),
  total: z.int(),
  /** Lowered what was owed. */
  applied: z.int(),
  /** Had been paid, and is the customer's again. */
  credit: z.int(),
});
export type CreditNote = z.infer<typeof CreditNote>;

/** The id is the cancelled order's: an order is cancelled once, so it is credited once. */
export const CreditNotes = collection<CreditNote, "all" | "byCustomer">({
  context: "finance",
  noun: "credit-note",
  schema: CreditNote,
  id: (note) => note.id,
  indexes: {
    all: { slot: "gsi1", key: ({ issuedOn, id }) => ({ partition: [], sort: [issuedOn, id] }) },
    byCustomer: { slot: "gsi2", key: ({ customerId, issuedOn, id }) => ({ partition: [customerId], sort: [issuedOn, id] }) },
  },
});
