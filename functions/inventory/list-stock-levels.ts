import * as z from "zod";
import { StockLevelView, viewOfLevel } from "../../domain/inventory/stock-level.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { SkuBeginning } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what is on hand, set aside, promised and waited for, by product",
  route: "GET /inventory/stock-levels",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, sku: SkuBeginning.optional() }),
  item: StockLevelView,
  columns: ["sku", "name", "onHand", "reserved", "available", "backOrdered", "value"],
  touches: [StockLevels],
  async run({ sku, ...page }, { store }) {
    const levels = await store.query(StockLevels, "all", [], sku === undefined ? page : { ...page, from: [sku], to: [sku] });
    return { ...levels, items: levels.items.map(viewOfLevel) };
  },
});
export const { handler } = useCase;
