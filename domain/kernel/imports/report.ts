import * as z from "zod";
import { ImportId } from "../values.ts";
import { ChunkNumber } from "./import-chunk.table.ts";

export const RowOutcome = z.enum(["created", "updated", "unchanged", "rejected"]).meta({ description: "What became of a row" });
export type RowOutcome = z.infer<typeof RowOutcome>;

/** Why a row was not taken: a stable code, the field where it is one field's fault, and words that quote nothing of the row. */
export const RowError = z.object({ code: z.string(), field: z.string().optional(), detail: z.string().optional() });
export type RowError = z.infer<typeof RowError>;

const LETTERS = { created: "c", updated: "u", unchanged: "=", rejected: "x" } as const satisfies Record<RowOutcome, string>;
const outcomes: ReadonlyMap<string, RowOutcome> = new Map(RowOutcome.options.map((outcome) => [LETTERS[outcome], outcome]));

/** What became of a chunk's rows, without anything that stands in them. `outcomes` has one letter a row: `c` created, `u` updated, `=` unchanged, `x` rejected. */
export const ImportReport = z.object({
  importId: ImportId,
  number: ChunkNumber,
  outcomes: z
    .string()
    .regex(/^[cu=x]+$/)
    .meta({ examples: ["cc=x"] }),
  rejections: z.array(z.object({ row: z.int().min(1), errors: z.array(RowError).min(1) })),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** What became of one row. */
export interface RowResult {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly errors: readonly RowError[];
}

/** A fact has 256 KB on the bus: many rejected rows say less each. */
const MOST_ERRORS = 600;
const MOST_WORDS = 160;

export function reportOf({ importId, number }: Pick<ImportReport, "importId" | "number">, results: readonly RowResult[]): ImportReport {
  const rejected = results.filter(({ outcome }) => outcome === "rejected");
  const each = Math.max(1, Math.min(5, Math.floor(MOST_ERRORS / Math.max(1, rejected.length))));
  const short = ({ detail, ...error }: RowError): RowError => (detail === undefined ? error : { ...error, detail: detail.slice(0, MOST_WORDS) });
  return {
    importId,
    number,
    outcomes: results.map(({ outcome }) => LETTERS[outcome]).join(""),
    rejections: rejected.map(({ row, errors }) => ({ row, errors: errors.slice(0, each).map(short) })),
  };
}

/** The outcomes of a chunk's rows in order. */
export const outcomesOf = (letters: string): RowOutcome[] => [...letters].flatMap((letter) => outcomes.get(letter) ?? []);
/** How many rows of a chunk came to each end. */
export function countsOf(letters: string): Record<RowOutcome, number> {
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const outcome of outcomesOf(letters)) counts[outcome] += 1;
  return counts;
}
