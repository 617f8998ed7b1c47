import { AddProduct, addProduct, refusals } from "../../domain/catalog/product.ts";
import { Product, Products } from "../../domain/catalog/product.table.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Put a product into the catalogue",
  route: "POST /catalog/products",
  scope: "catalog:write",
  input: AddProduct,
  output: Product,
  emits: [ProductListed],
  refuses: refusals,
  touches: [Products],
  status: 201,
  locates: "sku",
  async run(input, { store }) {
    return store.commit(addProduct(input));
  },
});
export const { handler } = useCase;
