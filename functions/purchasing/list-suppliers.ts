import * as z from "zod";
import { Supplier, SupplierStatus, Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { beginning, NameBeginning } from "../../domain/kernel/name-order.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List suppliers of one status by name, or those whose name begins in some way",
  route: "GET /purchasing/suppliers",
  scope: "purchasing:read",
  input: z.strictObject({ ...paging, status: SupplierStatus.default("active"), name: NameBeginning.optional() }),
  item: Supplier,
  columns: ["name", "reference", "email", "currency", "paymentTermDays", "status"],
  touches: [Suppliers],
  run: ({ status, name, ...page }, { store }) => store.query(Suppliers, "byStatus", [status], { ...page, ...beginning(name) }),
});
export const { handler } = useCase;
