import { ImportMarks } from "../../domain/inventory/import-mark.table.ts";
import { openingStockField, openingStockKey, openingStockOf } from "../../domain/inventory/opening-stock-import.ts";
import { receiveGoods } from "../../domain/inventory/receipt.ts";
import { Receipts } from "../../domain/inventory/receipt.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockMoves } from "../../domain/inventory/stock-move.table.ts";
import { accept } from "../../domain/kernel/decision.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { alreadyImported } from "../../domain/kernel/imports/import-mark.table.ts";
import { ReceiptId } from "../../domain/kernel/values.ts";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { OpeningStockImported } from "../../events/inventory/opening-stock-imported.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [GoodsReceived, OpeningStockImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  atOnce: 8,
  keyOf: openingStockKey,
  fieldOf: openingStockField,
  async decide([{ values }], mark, { store, now, newId }) {
    // What came in has moved since: it is counted and adjusted by a person, not set again by a file.
    if (mark !== undefined) return alreadyImported;
    const goods = openingStockOf(values);
    if ("unfit" in goods) return goods;
    const levels = await store.getMany(
      StockLevels,
      goods.lines.map(({ sku }) => sku),
    );
    const id = newId(ReceiptId);
    const decision = receiveGoods(goods, levels, id, now, "opening");
    return decision.ok ? accept({ thing: id }, decision.changes, decision.facts) : decision;
  },
};

export const useCase = reaction({
  summary: "Take in the opening stock of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["opening-stock"] },
  reads: [ImportChunks],
  emits,
  touches: [StockLevels, Receipts, StockMoves, ImportMarks],
  concurrency: 5,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [OpeningStockImported.of(report)]));
  },
});
export const { handler } = useCase;
