import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Currency } from "../../domain/kernel/money.ts";
import { CustomerId, PaymentTermDays } from "../../domain/kernel/values.ts";

export const CustomerRegistered = defineEvent({
  context: "sales",
  name: "CustomerRegistered",
  version: 1,
  visibility: "public",
  about: "Somebody can be sold to. Carries no personal data: who needs the name reads the customer with a right to do so.",
  noun: "customer",
  subject: ({ customerId }) => customerId,
  data: z.object({ customerId: CustomerId, currency: Currency, paymentTermDays: PaymentTermDays }),
});
