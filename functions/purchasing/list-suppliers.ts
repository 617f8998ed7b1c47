import * as z from "zod";
import { Supplier, SupplierStatus, Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List suppliers of one status, newest first",
  route: "GET /purchasing/suppliers",
  scope: "purchasing:read",
  input: z.strictObject({ ...paging, status: SupplierStatus.default("active") }),
  item: Supplier,
  columns: ["name", "reference", "email", "currency", "paymentTermDays", "status"],
  touches: [Suppliers],
  run: ({ status, ...page }, { store }) => store.query(Suppliers, "byStatus", [status], { ...page, order: "descending" }),
});
export const { handler } = useCase;
