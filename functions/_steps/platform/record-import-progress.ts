import { ImportChunks, chunkId } from "../../../domain/kernel/imports/import-chunk.table.ts";
import type { ImportReport } from "../../../domain/kernel/imports/report.ts";
import { recordProgress } from "../../../domain/platform/import-chunk.ts";
import { ImportParts, partSort } from "../../../domain/platform/import-part.table.ts";
import type { Store } from "../../_runtime/store.ts";

/** Notes what became of a chunk's rows. Of one that is no longer kept nothing is left to note. */
export async function recordImportProgress(report: ImportReport, store: Store<never>): Promise<void> {
  const part = await store.find(ImportParts, report.importId, partSort(report.number));
  if (part === undefined) return;
  const chunk = report.rejections.length === 0 ? undefined : await store.find(ImportChunks, chunkId(report));
  await store.commit(recordProgress(part, chunk, report));
}
