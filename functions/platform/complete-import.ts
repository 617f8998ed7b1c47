import * as z from "zod";
import { ChunkNumber } from "../../domain/kernel/imports/import-chunk.table.ts";
import { ImportId } from "../../domain/kernel/values.ts";
import { ImportView, completeImport, completeRefusals } from "../../domain/platform/import.ts";
import { ImportParts, partSort } from "../../domain/platform/import-part.table.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Complete an import: say how many chunks there are",
  route: "POST /platform/imports/{id}/complete",
  scope: "platform:write",
  offered: { status: ["receiving"] },
  input: z.strictObject({ id: ImportId, chunks: ChunkNumber }),
  output: ImportView,
  emits: [],
  refuses: { ...completeRefusals, import_not_found: "not_found" },
  touches: [Imports, ImportParts],
  async run({ id, chunks }, { store }) {
    const [known, { items: beyond }] = await Promise.all([store.get(Imports, id), store.range(ImportParts, id, { from: [partSort(chunks + 1)], limit: 1 })]);
    return store.commit(completeImport(known, chunks, beyond.length > 0));
  },
});
export const { handler } = useCase;
