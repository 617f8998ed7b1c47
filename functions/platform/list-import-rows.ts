import * as z from "zod";
import { RowOutcome } from "../../domain/kernel/imports/report.ts";
import { ImportId } from "../../domain/kernel/values.ts";
import { ImportRow, rowsOf } from "../../domain/platform/import-row.ts";
import { ImportParts, partSort } from "../../domain/platform/import-part.table.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

/** Parts read at once: of rejected rows only, they are some hundred KB each. */
const PARTS = 4;
/** Parts looked through for one page: where few rows are asked for, a page may be short and still have a next one. */
const MOST_PARTS = 100;

export const useCase = list({
  summary: "List what became of an import's rows, all or those that came to one end",
  route: "GET /platform/imports/{id}/rows",
  scope: "platform:read",
  input: z.strictObject({
    ...paging,
    id: ImportId,
    outcome: RowOutcome.optional(),
    cursor: z
      .string()
      .regex(/^\d{1,5}-\d{1,9}$/, "is not one that this list gave out")
      .optional()
      .meta({ description: "`next` of the page before" }),
  }),
  item: ImportRow,
  columns: ["row", "outcome"],
  refuses: { import_not_found: "not_found" },
  touches: [Imports, ImportParts],
  async run({ id, outcome, limit, cursor = "1-0" }, { store }) {
    await store.get(Imports, id);
    // The chunk to begin in, and the row after which to begin.
    const [first = 1, after = 0] = cursor.split("-").map(Number);
    const found: z.input<typeof ImportRow>[] = [];
    for (let number = first; number < first + MOST_PARTS; ) {
      const { items: parts } = await store.range(ImportParts, id, { from: [partSort(number)], limit: PARTS });
      for (const part of parts) {
        for (const row of rowsOf(part)) {
          if (row.row <= after || (outcome !== undefined && row.outcome !== outcome)) continue;
          if (found.length === limit) return { items: found, next: `${part.number}-${found.at(-1)?.row ?? 0}` };
          found.push(row);
        }
      }
      const last = parts.at(-1);
      if (last === undefined) return { items: found };
      number = last.number + 1;
      if (number >= first + MOST_PARTS) return { items: found, next: `${number}-${found.at(-1)?.row ?? after}` };
    }
    return { items: found };
  },
});
export const { handler } = useCase;
