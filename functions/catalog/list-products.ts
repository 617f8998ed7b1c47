import * as z from "zod";
import { Product, ProductStatus, Products } from "../../domain/catalog/product.table.ts";
import { beginning, NameBeginning } from "../../domain/kernel/name-order.ts";
import { SkuBeginning } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List products by sku, all or of one status, or those whose sku or name begins in some way",
  route: "GET /catalog/products",
  scope: "catalog:read",
  input: z.strictObject({ ...paging, status: ProductStatus.optional(), sku: SkuBeginning.optional(), name: NameBeginning.optional() }),
  item: Product,
  columns: ["sku", "name", "kind", "listPrice", "status"],
  touches: [Products],
  async run({ status, sku, name, ...page }, { store }) {
    if (name === undefined) {
      const stretch = sku === undefined ? page : { ...page, from: [sku], to: [sku] };
      return status === undefined ? store.query(Products, "all", ["all"], stretch) : store.query(Products, "byStatus", [status], stretch);
    }
    const found = await store.query(Products, "byName", ["all"], { ...page, ...beginning(name) });
    // A page may hold fewer than asked for: `next` goes on.
    return { ...found, items: found.items.filter((product) => (status === undefined || product.status === status) && product.sku.startsWith(sku ?? "")) };
  },
});
export const { handler } = useCase;
