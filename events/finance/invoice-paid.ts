import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CustomerId, InvoiceId, OrderId } from "../../domain/kernel/values.ts";

export const InvoicePaid = defineEvent({
  context: "finance",
  name: "InvoicePaid",
  version: 1,
  visibility: "public",
  about: "Nothing is owed on this invoice any more, because the last of it was paid.",
  noun: "invoice",
  subject: ({ invoiceId }) => invoiceId,
  data: z.object({ invoiceId: InvoiceId, number: z.string(), customerId: CustomerId, orderId: OrderId, paidOn: BusinessDate, total: Money }),
});
