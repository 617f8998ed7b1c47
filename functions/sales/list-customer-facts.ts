import { CustomerId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a customer: who, when and why, newest first",
  route: "GET /sales/customers/{id}/facts",
  scope: "sales:read",
  of: Customers,
  key: CustomerId,
});
export const { handler } = useCase;
