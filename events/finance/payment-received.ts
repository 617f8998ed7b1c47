import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, InvoiceId, OrderId, PaymentId } from "../../domain/kernel/values.ts";

export const PaymentReceived = defineEvent({
  context: "finance",
  name: "PaymentReceived",
  version: 1,
  visibility: "public",
  about: "A customer paid. `allocations` is what went to invoices, `credit` what stays the customer's.",
  noun: "payment",
  subject: ({ paymentId }) => paymentId,
  data: z.object({
    paymentId: PaymentId,
    company: CompanyCode,
    customerId: CustomerId,
    receivedOn: BusinessDate,
    amount: Money,
    allocations: z.array(z.object({ invoiceId: InvoiceId, orderId: OrderId, amount: Money })),
    credit: Money,
  }),
});
