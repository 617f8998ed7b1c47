import { GoodsIn, receiveGoods, refusals } from "../../domain/inventory/receipt.ts";
import { Receipt, Receipts } from "../../domain/inventory/receipt.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockMoves } from "../../domain/inventory/stock-move.table.ts";
import { ReceiptId } from "../../domain/kernel/values.ts";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Receive goods: stock on hand and its value rise by what they cost",
  route: "POST /inventory/receipts",
  scope: "inventory:write",
  status: 201,
  input: GoodsIn,
  output: Receipt,
  emits: [GoodsReceived],
  refuses: refusals,
  touches: [StockLevels, Receipts, StockMoves],
  async run(goods, { store, now, newId }) {
    const levels = await store.getMany(
      StockLevels,
      goods.lines.map((line) => line.sku),
    );
    return store.commit(receiveGoods(goods, levels, newId(ReceiptId), now));
  },
});
export const { handler } = useCase;
