import * as z from "zod";
import { Payment, Payments } from "../../domain/finance/payment.table.ts";
import { CustomerId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List payments, of one customer or all, newest first",
  route: "GET /finance/payments",
  scope: "finance:read",
  input: z.strictObject({ ...paging, customerId: CustomerId.optional() }),
  item: Payment,
  columns: ["receivedOn", "customerId", "amount", "method", "reference", "credit"],
  touches: [Payments],
  async run({ customerId, ...page }, { store }) {
    const newestFirst = { ...page, order: "descending" } as const;
    return customerId === undefined ? store.query(Payments, "all", [], newestFirst) : store.query(Payments, "byCustomer", [customerId], newestFirst);
  },
});
export const { handler } = useCase;
