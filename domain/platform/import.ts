import * as z from "zod";
import { accept, adjust, create, type Refusals, refuse } from "../kernel/decision.ts";
import { ImportKindName } from "../kernel/imports/kind-name.ts";
import { importKinds } from "../kernel/imports/kinds.ts";
import { MappingInput, Writing, isRefusedMapping, mapColumns, mappingRefusals } from "../kernel/imports/mapping.ts";
import { type ImportId, type Instant, text } from "../kernel/values.ts";
import { Import, Imports } from "./import.table.ts";

export const OpenImport = z.strictObject({
  kind: ImportKindName,
  name: text(200).optional().meta({ description: "What people call it, such as the file's name", example: "customers.csv" }),
  columns: z
    .array(z.string().max(200))
    .min(1)
    .max(200)
    .meta({ description: "The header, as the file has it", example: ["Customer No.", "Company", "E-Mail", "Country"] }),
  mapping: MappingInput.default({}),
  ...Writing,
  dryRun: z.boolean().default(false).meta({ description: "Check every row and write nothing" }),
  key: z
    .string()
    .regex(/^[\w.:-]{1,100}$/, "must have 1–100 letters, digits or . _ : -")
    .optional()
    .meta({ description: "Names the file's content: opening the same again answers the import that is there, however long ago", example: "sha256:9f86d081" }),
});
export type OpenImport = z.output<typeof OpenImport>;

export const openRefusals = { ...mappingRefusals, import_differs: "conflict" } as const satisfies Refusals;
export const completeRefusals = { chunks_missing: "conflict", import_completed: "conflict" } as const satisfies Refusals;

const shown = Import.omit({
  fields: true,
  groupedBy: true,
  chunks: true,
  uploaded: true,
  worked: true,
  rows: true,
  created: true,
  updated: true,
  unchanged: true,
  rejected: true,
});
const Field = z.object({
  field: z.string(),
  column: z.string().optional().meta({ description: "The column it is read from" }),
  default: z.string().optional(),
  decimal: z.string(),
  dateFormat: z.string(),
});
/** How far an import is. `receiving` until the sender said how many chunks there are, `working` until each was worked on. */
export const ImportView = shown
  .extend({
    status: z.enum(["receiving", "working", "done"]),
    mapping: z.array(Field),
    unusedColumns: z.array(z.string()),
    chunks: z.object({ expected: z.int().optional(), uploaded: z.int(), worked: z.int() }),
    rows: z.object({ uploaded: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int() }),
  })
  .meta({ id: "Import" });

export function viewOfImport({
  fields,
  groupedBy: _groupedBy,
  chunks,
  uploaded,
  worked,
  rows,
  created,
  updated,
  unchanged,
  rejected,
  ...head
}: Import): z.input<typeof ImportView> {
  const used = new Set(fields.map(({ column }) => column));
  return {
    ...head,
    status: chunks === 0 ? "receiving" : worked < chunks ? "working" : "done",
    mapping: fields.map(({ field, column, default: fallback, decimal, dateFormat }) => ({
      field,
      column: column === undefined ? undefined : head.columns[column],
      default: fallback,
      decimal,
      dateFormat,
    })),
    unusedColumns: head.columns.filter((_, at) => !used.has(at)),
    chunks: { expected: chunks === 0 ? undefined : chunks, uploaded, worked },
    rows: { uploaded: rows, created, updated, unchanged, rejected },
  };
}

/** Opens an import, or answers the one that is there under the same id: then it must be the same in every respect that counts. */
export function openImport(
  { kind, name, columns, mapping, decimal, dateFormat, dryRun }: OpenImport,
  known: Import | undefined,
  id: ImportId,
  openedAt: Instant,
) {
  const fields = mapColumns(importKinds[kind], columns, mapping, { decimal, dateFormat });
  if (isRefusedMapping(fields)) return fields;
  if (known !== undefined) {
    const same = known.kind === kind && known.dryRun === dryRun && JSON.stringify([known.columns, known.fields]) === JSON.stringify([columns, fields]);
    return same
      ? accept(viewOfImport(known), [])
      : refuse("import_differs", { pointer: "/key", detail: "Another import has this key: its kind, columns or mapping are not these." });
  }
  const counters = { chunks: 0, uploaded: 0, worked: 0, rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const { groupedBy } = importKinds[kind];
  const opened: Import = {
    id,
    version: 1,
    kind,
    ...(name === undefined ? {} : { name }),
    ...(groupedBy === undefined ? {} : { groupedBy }),
    dryRun,
    columns: [...columns],
    fields,
    openedAt,
    ...counters,
  };
  return accept(viewOfImport(opened), [create(Imports, opened)]);
}

/** The sender says that so many chunks are all. `beyond`: one with a higher number is here. Saying the same again changes nothing. */
export function completeImport(known: Import, chunks: number, beyond: boolean) {
  if (known.chunks === chunks) return accept(viewOfImport(known), []);
  if (known.chunks !== 0)
    return refuse("import_completed", { pointer: "/chunks", detail: "It was said to have another number of chunks.", chunks: known.chunks });
  if (known.uploaded !== chunks || beyond)
    return refuse("chunks_missing", {
      pointer: "/chunks",
      detail: "These are not the chunks that are here: send those that are missing first.",
      uploaded: known.uploaded,
    });
  return accept(viewOfImport({ ...known, version: known.version + 1, chunks }), [
    adjust(Imports, { id: known.id }, { add: { chunks }, ensure: { chunks: { equals: 0 }, uploaded: { equals: chunks } } }),
  ]);
}
