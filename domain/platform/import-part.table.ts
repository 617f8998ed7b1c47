import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { ChunkNumber, expiryOf } from "../kernel/imports/import-chunk.table.ts";
import { RowError } from "../kernel/imports/report.ts";
import { ImportId, Instant } from "../kernel/values.ts";

/** A row that was not taken, as it was sent, with what is wrong with it. */
const RejectedRow = z.object({ row: z.int().min(1), record: z.array(z.string()), errors: z.array(RowError) });

/** What is known of one chunk without its rows: that it is here, what its ends are (no thing may go across them), and later what became of each row. */
export const ImportPart = z.object({
  version: z.int(),
  importId: ImportId,
  number: ChunkNumber,
  firstRow: z.int().min(1),
  rows: z.int().min(1),
  firstGroup: z.string().optional(),
  lastGroup: z.string().optional(),
  uploadedAt: Instant,
  outcomes: z.string().optional(),
  rejected: z.array(RejectedRow).optional(),
});
export type ImportPart = z.infer<typeof ImportPart>;

/** Numbers of equal length stand in their order. */
export const partSort = (number: number): string => String(number).padStart(5, "0");

/** The parts of an import stand together in the order of the file. Dropped with the chunks: rejected rows are about people too. */
export const ImportParts = collection<ImportPart>({
  context: "platform",
  noun: "import-part",
  schema: ImportPart,
  id: ({ importId }) => importId,
  sort: ({ number }) => partSort(number),
  indexes: {},
  expiresAt: ({ uploadedAt }) => expiryOf(uploadedAt),
});
