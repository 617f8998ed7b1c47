import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { ImportParts } from "../../domain/platform/import-part.table.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { OpeningStockImported } from "../../events/inventory/opening-stock-imported.ts";
import { recordImportProgress } from "../_steps/platform/record-import-progress.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note what became of the opening stock of a chunk",
  on: OpeningStockImported,
  emits: [],
  touches: [Imports, ImportParts, ImportChunks],
  concurrency: 5,
  run: (report, { store }) => recordImportProgress(report, store),
});
export const { handler } = useCase;
