import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { ImportKindName } from "../kernel/imports/kind-name.ts";
import { MappedField } from "../kernel/imports/mapping.ts";
import { ImportId, Instant, text } from "../kernel/values.ts";

const count = z.int().min(0);

/**
 * A file that is being brought in: how its columns are read, and how far it is, as counters that are added to where they are.
 * `chunks` is how many there are, 0 until the sender says so; `uploaded` and `worked` are chunks, the others rows.
 */
export const Import = z.object({
  id: ImportId,
  version: z.int(),
  kind: ImportKindName,
  name: text(200).optional(),
  dryRun: z.boolean(),
  columns: z.array(z.string()),
  fields: z.array(MappedField),
  /** Rows next to each other with the same value here are one thing. */
  groupedBy: z.string().optional(),
  openedAt: Instant,
  chunks: count,
  uploaded: count,
  worked: count,
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  rejected: count,
});
export type Import = z.infer<typeof Import>;

export const Imports = collection<Import, "all">({
  context: "platform",
  noun: "import",
  schema: Import,
  id: ({ id }) => id,
  indexes: { all: { slot: "gsi1", key: ({ openedAt, id }) => ({ partition: ["all"], sort: [openedAt, id] }) } },
});
