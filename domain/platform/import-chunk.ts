import * as z from "zod";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { revise } from "../kernel/collection.ts";
import { accept, adjust, create, type Refusals, refuse, replace } from "../kernel/decision.ts";
import { ImportChunks, type ImportChunk } from "../kernel/imports/import-chunk.table.ts";
import { type ImportReport, countsOf } from "../kernel/imports/report.ts";
import { mayBelong, readRows } from "../kernel/imports/row.ts";
import type { Instant } from "../kernel/values.ts";
import { ImportParts, type ImportPart } from "./import-part.table.ts";
import { type Import, Imports } from "./import.table.ts";

/** As many rows as the largest order has lines, so that every order fits into one chunk. */
export const MOST_ROWS = 500;
/** In UTF-8: with its frame a chunk stays below the 400 KB of one thing in the table. */
export const MOST_BYTES = 262_144;

/**
 * `malformed_csv`: not RFC 4180. `chunk_differs`: the number is taken by other rows. `group_continued`: a thing of several rows goes on in the next chunk.
 */
export const uploadRefusals = {
  malformed_csv: "unprocessable",
  empty_chunk: "unprocessable",
  too_many_rows: "too_large",
  chunk_too_large: "too_large",
  chunk_differs: "conflict",
  group_continued: "conflict",
  import_completed: "conflict",
} as const satisfies Refusals;

/** A chunk as its sender sees it. */
export const ChunkView = z
  .object({
    number: z.int(),
    firstRow: z.int(),
    rows: z.int(),
    status: z.enum(["waiting", "worked"]),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
  })
  .meta({ id: "ImportChunk" });

export const viewOfPart = ({ number, firstRow, rows, outcomes }: ImportPart): z.input<typeof ChunkView> => ({
  number,
  firstRow,
  rows,
  status: outcomes === undefined ? "waiting" : "worked",
  ...countsOf(outcomes ?? ""),
});

export interface Upload {
  readonly number: number;
  readonly firstRow: number;
  readonly records: readonly (readonly string[])[];
}
export interface Neighbours {
  readonly before: ImportPart | undefined;
  readonly after: ImportPart | undefined;
}

/** Keeps a chunk and tells that it waits. The same again is answered as it stands; anything else under its number is refused. */
export function uploadChunk(
  into: Import,
  upload: Upload,
  known: { readonly part: ImportPart; readonly chunk: ImportChunk } | undefined,
  { before, after }: Neighbours,
  now: Instant,
) {
  const { number, firstRow } = upload;
  const records = upload.records.map((record) => [...record]);
  if (known !== undefined) {
    const same = known.chunk.firstRow === firstRow && JSON.stringify(known.chunk.records) === JSON.stringify(records);
    return same ? accept(viewOfPart(known.part), []) : refuse("chunk_differs", { detail: "Other rows were sent under this number." });
  }
  if (into.chunks !== 0) return refuse("import_completed", { detail: "All chunks of this import are here." });
  if (records.length === 0) return refuse("empty_chunk", { pointer: "/csv", detail: "There is no row." });
  if (records.length > MOST_ROWS) return refuse("too_many_rows", { pointer: "/csv", detail: `A chunk has at most ${MOST_ROWS} rows.` });
  const { id: importId, kind, dryRun, fields, groupedBy } = into;
  const about = { version: 1, importId, number, firstRow, uploadedAt: now };
  const chunk: ImportChunk = { ...about, kind, dryRun, width: into.columns.length, fields, ...(groupedBy === undefined ? {} : { groupedBy }), records };
  const ends = endsOf(chunk);
  const isCut = (before !== undefined && mayBelong(before.lastGroup, ends.firstGroup)) || (after !== undefined && mayBelong(ends.lastGroup, after.firstGroup));
  if (groupedBy !== undefined && isCut)
    return refuse("group_continued", { pointer: "/csv", detail: `Rows with one ${groupedBy ?? ""} belong into one chunk.` });
  // A neighbour that comes at this very moment could hold the rest of a thing: then it is decided again, with both in sight.
  const unseen = groupedBy === undefined ? {} : { uploaded: { equals: into.uploaded } };
  const part: ImportPart = { ...about, rows: records.length, ...ends };
  return accept(
    viewOfPart(part),
    [
      create(ImportParts, part),
      create(ImportChunks, chunk),
      adjust(Imports, { id: importId }, { add: { uploaded: 1, rows: records.length }, ensure: { chunks: { equals: 0 }, ...unseen } }),
    ],
    [ImportChunkUploaded.of({ importId, number, kind, dryRun })],
  );
}

function endsOf(chunk: ImportChunk): Pick<ImportPart, "firstGroup" | "lastGroup"> {
  const { groupedBy } = chunk;
  if (groupedBy === undefined) return {};
  const rows = readRows(chunk);
  const [firstGroup, lastGroup] = [rows.at(0)?.values[groupedBy], rows.at(-1)?.values[groupedBy]];
  return { ...(firstGroup === undefined ? {} : { firstGroup }), ...(lastGroup === undefined ? {} : { lastGroup }) };
}

/** Writes down what became of a chunk's rows, once: who hears of it again finds it written. Rejected rows are kept as they were sent, to be mended. */
export function recordProgress(part: ImportPart, chunk: ImportChunk | undefined, { outcomes, rejections }: ImportReport) {
  if (part.outcomes !== undefined) return accept(undefined, []);
  const rejected = rejections.map(({ row, errors }) => ({ row, errors, record: chunk?.records[row - part.firstRow] ?? [] }));
  const { created, updated, unchanged, rejected: refused } = countsOf(outcomes);
  return accept(undefined, [
    replace(ImportParts, revise(part, { outcomes, rejected })),
    adjust(Imports, { id: part.importId }, { add: { worked: 1, created, updated, unchanged, rejected: refused } }),
  ]);
}
