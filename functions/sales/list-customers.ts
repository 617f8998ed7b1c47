import * as z from "zod";
import { Customer, CustomerStatus, Customers } from "../../domain/sales/customer.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List customers of one status, newest first",
  route: "GET /sales/customers",
  scope: "sales:read",
  input: z.strictObject({ ...paging, status: CustomerStatus.default("active") }),
  item: Customer,
  columns: ["name", "reference", "email", "currency", "paymentTermDays", "status"],
  touches: [Customers],
  run: ({ status, ...page }, { store }) => store.query(Customers, "byStatus", [status], { ...page, order: "descending" }),
});
export const { handler } = useCase;
