import { adjustStock, Correction, refusals } from "../../domain/inventory/adjustment.ts";
import { Adjustment, Adjustments } from "../../domain/inventory/adjustment.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockMoves } from "../../domain/inventory/stock-move.table.ts";
import { AdjustmentId } from "../../domain/kernel/values.ts";
import { StockAdjusted } from "../../events/inventory/stock-adjusted.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Adjust the books to what is on the shelf, by a change or by a count",
  route: "POST /inventory/adjustments",
  scope: "inventory:write",
  status: 201,
  input: Correction,
  output: Adjustment,
  emits: [StockAdjusted],
  refuses: refusals,
  touches: [StockLevels, Adjustments, StockMoves],
  async run(correction, { store, now, newId }) {
    return store.commit(adjustStock(correction, await store.find(StockLevels, correction.sku), newId(AdjustmentId), now));
  },
});
export const { handler } = useCase;
