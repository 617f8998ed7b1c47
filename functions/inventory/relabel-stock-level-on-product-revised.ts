import { labelStockLevel } from "../../domain/inventory/stock-level.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Copy a product's new name, unit and status to its stock level",
  on: ProductRevised,
  emits: [],
  touches: [StockLevels],
  async run(product, { store, event }) {
    return store.commit(labelStockLevel(await store.find(StockLevels, product.sku), product, event.subjectVersion ?? 1));
  },
});
export const { handler } = useCase;
