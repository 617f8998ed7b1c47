import * as z from "zod";
import { StockLevelView, viewOfLevel } from "../../domain/inventory/stock-level.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one product's stock and its average cost",
  route: "GET /inventory/stock-levels/{sku}",
  scope: "inventory:read",
  input: z.strictObject({ sku: Sku }),
  output: StockLevelView,
  title: "name",
  refuses: { stock_level_not_found: "not_found" },
  touches: [StockLevels],
  async run({ sku }, { store }) {
    return viewOfLevel(await store.get(StockLevels, sku));
  },
});
export const { handler } = useCase;
