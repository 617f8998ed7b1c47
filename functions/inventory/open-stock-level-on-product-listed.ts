import { labelStockLevel } from "../../domain/inventory/stock-level.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Open a stock level for a product that can be stocked",
  on: ProductListed,
  emits: [],
  touches: [StockLevels],
  async run(product, { store, event }) {
    return store.commit(labelStockLevel(await store.find(StockLevels, product.sku), product, event.subjectVersion ?? 1));
  },
});
export const { handler } = useCase;
