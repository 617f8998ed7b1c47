import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, InvoiceId, OrderId, ShipmentId, TaxCode } from "../../domain/kernel/values.ts";

export const InvoiceIssued = defineEvent({
  context: "finance",
  name: "InvoiceIssued",
  version: 1,
  visibility: "public",
  about: "A numbered invoice exists, is owed, and stands in the ledger. `taxes` has one row per tax code (EN 16931 BG-23).",
  noun: "invoice",
  subject: ({ invoiceId }) => invoiceId,
  data: z.object({
    invoiceId: InvoiceId,
    number: z.string(),
    company: CompanyCode,
    customerId: CustomerId,
    orderId: OrderId,
    shipmentId: ShipmentId.optional(),
    issuedOn: BusinessDate,
    dueOn: BusinessDate,
    net: Money,
    tax: Money,
    total: Money,
    taxes: z.array(z.object({ taxCode: TaxCode, net: Money, tax: Money })).min(1),
  }),
});
