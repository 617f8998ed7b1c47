import * as z from "zod";
import { Product, ProductStatus, Products } from "../../domain/catalog/product.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List products by sku, all or of one status",
  route: "GET /catalog/products",
  scope: "catalog:read",
  input: z.strictObject({ ...paging, status: ProductStatus.optional() }),
  item: Product,
  columns: ["sku", "name", "kind", "listPrice", "status"],
  touches: [Products],
  run: ({ status, ...page }, { store }) =>
    status === undefined ? store.query(Products, "all", ["all"], page) : store.query(Products, "byStatus", [status], page),
});
export const { handler } = useCase;
