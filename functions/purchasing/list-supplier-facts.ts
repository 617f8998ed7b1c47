import { SupplierId } from "../../domain/kernel/values.ts";
import { Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a supplier: who, when and why, newest first",
  route: "GET /purchasing/suppliers/{id}/facts",
  scope: "purchasing:read",
  of: Suppliers,
  key: SupplierId,
});
export const { handler } = useCase;
