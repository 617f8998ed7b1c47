import { copyProduct } from "../../domain/sales/product-copy.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Keep what sales needs to know of a product that changed",
  on: ProductRevised,
  emits: [],
  touches: [ProductCopies],
  async run(data, { store, event }) {
    return store.commit(copyProduct(await store.find(ProductCopies, data.sku), { ...data, sourceVersion: event.subjectVersion ?? 1 }));
  },
});
export const { handler } = useCase;
