import { ReviseProduct, reviseProduct } from "../../domain/catalog/product.ts";
import { Product, Products } from "../../domain/catalog/product.table.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Change a product's name, price, tax code or status",
  route: "PATCH /catalog/products/{sku}",
  scope: "catalog:write",
  input: ReviseProduct,
  output: Product,
  emits: [ProductRevised],
  refuses: { product_not_found: "not_found" },
  touches: [Products],
  guards: Products,
  async run(input, { store }) {
    return store.commit(reviseProduct(await store.get(Products, input.sku), input));
  },
});
export const { handler } = useCase;
