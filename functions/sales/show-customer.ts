import * as z from "zod";
import { CustomerId } from "../../domain/kernel/values.ts";
import { Customer, Customers } from "../../domain/sales/customer.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one customer",
  route: "GET /sales/customers/{id}",
  scope: "sales:read",
  input: z.strictObject({ id: CustomerId }),
  output: Customer,
  title: "name",
  refuses: { customer_not_found: "not_found" },
  touches: [Customers],
  run: ({ id }, { store }) => store.get(Customers, id),
});
export const { handler } = useCase;
