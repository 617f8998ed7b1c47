import * as z from "zod";
import { Customer, CustomerStatus, Customers } from "../../domain/sales/customer.table.ts";
import { beginning, NameBeginning } from "../../domain/kernel/name-order.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List customers of one status by name, or those whose name begins in some way",
  route: "GET /sales/customers",
  scope: "sales:read",
  input: z.strictObject({ ...paging, status: CustomerStatus.default("active"), name: NameBeginning.optional() }),
  item: Customer,
  columns: ["name", "reference", "email", "currency", "paymentTermDays", "status"],
  touches: [Customers],
  run: ({ status, name, ...page }, { store }) => store.query(Customers, "byStatus", [status], { ...page, ...beginning(name) }),
});
export const { handler } = useCase;
