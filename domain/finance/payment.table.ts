import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, InvoiceId, OrderId, PaymentId, text } from "../kernel/values.ts";

/** `customer-credit` brings no money: it uses up what the company owes the customer. */
export const PaymentMethod = z.enum(["bank-transfer", "card", "cash", "direct-debit", "customer-credit"]);

/** Money a customer paid: what went to which invoice, and what stays as the customer's credit. Never changed. */
export const Payment = z
  .object({
    version: z.int(),
    id: PaymentId,
    company: CompanyCode,
    customerId: CustomerId,
    receivedOn: BusinessDate,
    method: PaymentMethod,
    reference: text(80).optional(),
    amount: Money,
    allocations: z.array(z.object({ invoiceId: InvoiceId, orderId: OrderId, amount: Money })),
    credit: Money,
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof Payment>;

export const Payments = collection<Payment, "all" | "byCustomer">({
  context: "finance",
  noun: "payment",
  schema: Payment,
  id: (payment) => payment.id,
  indexes: {
    all: { slot: "gsi1", key: ({ receivedOn, id }) => ({ partition: [], sort: [receivedOn, id] }) },
    byCustomer: { slot: "gsi2", key: ({ customerId, receivedOn, id }) => ({ partition: [customerId], sort: [receivedOn, id] }) },
  },
});
