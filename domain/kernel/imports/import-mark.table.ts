import * as z from "zod";
import { type Collection, collection } from "../collection.ts";
import type { ContextName } from "../event.ts";
import { ImportId } from "../values.ts";
import type { RowError, RowOutcome } from "./report.ts";

/**
 * That a thing of another system is known here: written in the transaction that made or changed ours, so that a row happens once however often it is sent.
 * `key` is the kind and what tells its things apart, `content` a digest of what was last taken in, `thing` our own id.
 */
export const ImportMark = z.object({
  version: z.int(),
  key: z.string(),
  thing: z.string(),
  content: z.string(),
  importId: ImportId,
  row: z.int(),
  outcome: z.enum(["created", "updated", "unchanged"]),
});
export type ImportMark = z.infer<typeof ImportMark>;

/** A context's own marks. */
export const importMarks = (context: ContextName): Collection<ImportMark> =>
  collection<ImportMark>({ context, noun: "import-mark", schema: ImportMark, id: ({ key }) => key, indexes: {} });

/**
 * What a row comes to when no more is to be decided: it was done before (a replay), nothing about it is new, or another row of the same file
 * said something else of the same thing.
 */
export function settledBy(
  mark: ImportMark | undefined,
  row: Pick<ImportMark, "importId" | "row" | "content">,
): { outcome: RowOutcome; errors: RowError[] } | undefined {
  if (mark === undefined) return undefined;
  if (mark.content === row.content) return { outcome: mark.importId === row.importId && mark.row === row.row ? mark.outcome : "unchanged", errors: [] };
  return mark.importId === row.importId
    ? { outcome: "rejected", errors: [{ code: "duplicate_row", detail: `Row ${mark.row} says something else of the same.` }] }
    : undefined;
}

/** What a thing that cannot be changed by a file comes to when another file says something else of it. */
export const alreadyImported = {
  unfit: [{ code: "already_imported_differently", detail: "It was brought before and said something else: mend it here, by hand." }],
} as const satisfies { readonly unfit: readonly RowError[] };
