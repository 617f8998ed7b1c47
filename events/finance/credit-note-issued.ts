import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode, CreditNoteId, CustomerId, InvoiceId, OrderId } from "../../domain/kernel/values.ts";

export const CreditNoteIssued = defineEvent({
  context: "finance",
  name: "CreditNoteIssued",
  version: 1,
  visibility: "public",
  about:
    "Part or all of an invoice is taken back under a number of its own. `applied` lowers what is owed on the invoice, `credit` had been paid and is the customer's again.",
  noun: "credit-note",
  subject: ({ creditNoteId }) => creditNoteId,
  data: z.object({
    creditNoteId: CreditNoteId,
    number: z.string(),
    company: CompanyCode,
    customerId: CustomerId,
    orderId: OrderId,
    invoiceId: InvoiceId,
    issuedOn: BusinessDate,
    net: Money,
    tax: Money,
    total: Money,
    applied: Money,
    credit: Money,
  }),
});
