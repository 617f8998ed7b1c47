import * as z from "zod";
import { collection } from "../collection.ts";
import { ImportId } from "../values.ts";
import { ImportKindName } from "./kind-name.ts";
import { MappedField } from "./mapping.ts";

/** How long what was uploaded is kept: long enough to mend and send again, no longer, for it is about people. */
export const KEPT_DAYS = 30;

/** The position of a chunk in its file: 1 for the first. */
export const ChunkNumber = z.int().min(1).max(99_999).meta({ description: "Position of the chunk in the file, from 1", example: 1 });

/** Some rows of a file, with all that is needed to read them. Only the platform writes it; the contexts that take the rows in are lent it to read. */
export const ImportChunk = z.object({
  version: z.int(),
  importId: ImportId,
  number: ChunkNumber,
  kind: ImportKindName,
  dryRun: z.boolean(),
  /** The file's row that is the first here: 1 for the first below the header. */
  firstRow: z.int().min(1),
  /** How many columns a row has. */
  width: z.int().min(1),
  fields: z.array(MappedField),
  groupedBy: z.string().optional(),
  records: z.array(z.array(z.string())).min(1),
  uploadedAt: z.string(),
});
export type ImportChunk = z.infer<typeof ImportChunk>;

export const chunkId = ({ importId, number }: Pick<ImportChunk, "importId" | "number">): string => `${importId}#${number}`;

export const ImportChunks = collection<ImportChunk>({
  context: "platform",
  noun: "import-chunk",
  schema: ImportChunk,
  id: chunkId,
  indexes: {},
  expiresAt: ({ uploadedAt }) => expiryOf(uploadedAt),
});

/** When what was uploaded at this moment is dropped, in epoch seconds. */
export const expiryOf = (uploadedAt: string): number => Math.floor(Date.parse(uploadedAt) / 1000) + KEPT_DAYS * 86_400;
