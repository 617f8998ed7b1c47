import { CsvError, parse } from "csv-parse/sync";
import { refuse } from "../../../domain/kernel/decision.ts";
import { MOST_BYTES, MOST_ROWS } from "../../../domain/platform/import-chunk.ts";

/** The records of a piece of CSV without a header (RFC 4180). A record of another width is let through: it is one row's fault, not the chunk's. */
export function recordsOf(csv: string) {
  if (Buffer.byteLength(csv) > MOST_BYTES) return refuse("chunk_too_large", { pointer: "/csv", detail: `A chunk has at most ${MOST_BYTES} bytes.` });
  try {
    const records: string[][] = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, to: MOST_ROWS + 1 });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"]);
    return refuse("malformed_csv", {
      pointer: "/csv",
      detail: "This is no CSV: a quote is not closed or stands where none may.",
      ...(Number.isInteger(line) ? { line } : {}),
    });
  }
}
