import * as z from "zod";
import { Product, Products } from "../../domain/catalog/product.table.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one product",
  route: "GET /catalog/products/{sku}",
  scope: "catalog:read",
  input: z.strictObject({ sku: Sku }),
  output: Product,
  title: "name",
  refuses: { product_not_found: "not_found" },
  touches: [Products],
  run: ({ sku }, { store }) => store.get(Products, sku),
});
export const { handler } = useCase;
