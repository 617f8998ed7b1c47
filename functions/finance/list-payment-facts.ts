import { Payments } from "../../domain/finance/payment.table.ts";
import { PaymentId } from "../../domain/kernel/values.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a payment: who, when and why, newest first",
  route: "GET /finance/payments/{id}/facts",
  scope: "finance:read",
  of: Payments,
  key: PaymentId,
});
export const { handler } = useCase;
