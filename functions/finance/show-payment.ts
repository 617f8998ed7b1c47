import * as z from "zod";
import { Payment, Payments } from "../../domain/finance/payment.table.ts";
import { PaymentId } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show a payment, what of it went to which invoice, and what stays the customer's credit",
  route: "GET /finance/payments/{id}",
  scope: "finance:read",
  input: z.strictObject({ id: PaymentId }),
  output: Payment,
  title: "reference",
  refuses: { payment_not_found: "not_found" },
  touches: [Payments],
  run: ({ id }, { store }) => store.get(Payments, id),
});
export const { handler } = useCase;
