import { Sku } from "../../domain/kernel/values.ts";
import { Products } from "../../domain/catalog/product.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a product: who, when and why, newest first",
  route: "GET /catalog/products/{sku}/facts",
  scope: "catalog:read",
  of: Products,
  key: Sku,
});
export const { handler } = useCase;
