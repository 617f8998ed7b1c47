import * as z from "zod";
import { SupplierId } from "../../domain/kernel/values.ts";
import { Supplier, Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one supplier",
  route: "GET /purchasing/suppliers/{id}",
  scope: "purchasing:read",
  input: z.strictObject({ id: SupplierId }),
  output: Supplier,
  title: "name",
  refuses: { supplier_not_found: "not_found" },
  touches: [Suppliers],
  run: ({ id }, { store }) => store.get(Suppliers, id),
});
export const { handler } = useCase;
