import * as z from "zod";
import { StockLevelView, viewOfLevel } from "../../domain/inventory/stock-level.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what is on hand, set aside, promised and waited for, by product",
  route: "GET /inventory/stock-levels",
  scope: "inventory:read",
  input: z.strictObject(paging),
  item: StockLevelView,
  columns: ["sku", "name", "onHand", "reserved", "available", "backOrdered", "value"],
  touches: [StockLevels],
  async run(page, { store }) {
    const levels = await store.query(StockLevels, "all", [], page);
    return { ...levels, items: levels.items.map(viewOfLevel) };
  },
});
export const { handler } = useCase;
