import * as z from "zod";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockMove, StockMoves } from "../../domain/inventory/stock-move.table.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what came in and left of a product, the latest recorded first: quantities and values come to its level",
  route: "GET /inventory/stock-levels/{sku}/moves",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, sku: Sku }),
  item: StockMove.omit({ version: true }),
  columns: ["movedOn", "kind", "quantity", "value", "orderId", "shipmentId", "reference", "reason"],
  refuses: { stock_level_not_found: "not_found" },
  touches: [StockLevels, StockMoves],
  async run({ sku, ...page }, { store }) {
    await store.get(StockLevels, sku);
    const { items, ...more } = await store.range(StockMoves, sku, { ...page, order: "descending" });
    return { ...more, items: items.map(({ version: _version, ...move }) => move) };
  },
});
export const { handler } = useCase;
