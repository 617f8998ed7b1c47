import * as z from "zod";
import { ChunkNumber, ImportChunks, chunkId } from "../../domain/kernel/imports/import-chunk.table.ts";
import { ImportId } from "../../domain/kernel/values.ts";
import { ChunkView, MOST_BYTES, uploadChunk, uploadRefusals } from "../../domain/platform/import-chunk.ts";
import { ImportParts, partSort } from "../../domain/platform/import-part.table.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { recordsOf } from "../_steps/platform/csv-records.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Upload a chunk of an import's rows: sent again it changes nothing",
  route: "PUT /platform/imports/{id}/chunks/{number}",
  scope: "platform:write",
  input: z.strictObject({
    id: ImportId,
    number: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, "must be a number from 1")
      .meta({ description: "Position of the chunk in the file, from 1", example: "1" }),
    firstRow: z.int().min(1).max(50_000_000).meta({ description: "The file's row this chunk begins with: 1 is the first below the header", example: 1 }),
    csv: z
      .string()
      .max(MOST_BYTES)
      .meta({ description: "Records without a header (RFC 4180), at most 500 and 256 KB", example: "C-1001,Ada's Bikes,orders@example.com,DE\r\n" }),
  }),
  output: ChunkView,
  emits: [ImportChunkUploaded],
  refuses: { ...uploadRefusals, import_not_found: "not_found" },
  touches: [Imports, ImportParts, ImportChunks],
  async run({ id: importId, number: position, firstRow, csv }, { store, now }) {
    const read = recordsOf(csv);
    if (!("records" in read)) return read;
    const number = ChunkNumber.parse(Number(position));
    // First how many chunks are here, then the neighbours: one that comes in between is noticed by the number.
    const into = await store.get(Imports, importId);
    const [before, part, after, chunk] = await Promise.all([
      store.find(ImportParts, importId, partSort(number - 1)),
      store.find(ImportParts, importId, partSort(number)),
      store.find(ImportParts, importId, partSort(number + 1)),
      store.find(ImportChunks, chunkId({ importId, number })),
    ]);
    const known = part === undefined || chunk === undefined ? undefined : { part, chunk };
    return store.commit(uploadChunk(into, { number, firstRow, records: read.records }, known, { before, after }, now));
  },
});
export const { handler } = useCase;
