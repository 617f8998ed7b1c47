import * as z from "zod";
import { RowError, RowOutcome, outcomesOf } from "../kernel/imports/report.ts";
import type { ImportPart } from "./import-part.table.ts";

/** What became of one row; for a rejected one the record as it was sent and what is wrong with it. */
export const ImportRow = z
  .object({ row: z.int(), outcome: RowOutcome, record: z.array(z.string()).optional(), errors: z.array(RowError).optional() })
  .meta({ id: "ImportRow" });

/** The rows of a part that were worked on, in order. */
export function rowsOf({ firstRow, outcomes = "", rejected = [] }: ImportPart): z.input<typeof ImportRow>[] {
  const whys = new Map(rejected.map((each) => [each.row, each]));
  return outcomesOf(outcomes).map((outcome, at) => {
    const why = whys.get(firstRow + at);
    return { row: firstRow + at, outcome, ...(why === undefined ? {} : { record: why.record, errors: why.errors }) };
  });
}
