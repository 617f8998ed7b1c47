import { readCell } from "./cell.ts";
import type { ImportChunk } from "./import-chunk.table.ts";
import type { MappedField } from "./mapping.ts";
import type { RowError } from "./report.ts";

/** What a row says, by field, each in one way of writing: numbers as plain decimals, dates as `YYYY-MM-DD`. What it does not say is not there. */
export type RowValues = Readonly<Record<string, string>>;

/** A row as it was read: what it says, or why it cannot be read. */
export interface ReadRow {
  readonly row: number;
  readonly values: RowValues;
  readonly errors: readonly RowError[];
}

const WRONG = { text: "not_text", decimal: "not_a_number", date: "not_a_date", boolean: "not_yes_or_no" } as const;

function readRecord(row: number, record: readonly string[], width: number, fields: readonly MappedField[]): ReadRow {
  if (record.length !== width)
    return { row, values: {}, errors: [{ code: "wrong_number_of_columns", detail: `The header has ${width}, this row has ${record.length}.` }] };
  const values: Record<string, string> = {};
  const errors: RowError[] = [];
  for (const { field, reads, required, column, default: fallback = "", decimal, dateFormat } of fields) {
    const cell = column === undefined ? "" : (record[column] ?? "").trim();
    const written = cell === "" ? fallback : cell;
    const value = written === "" ? undefined : readCell(written, reads, decimal, dateFormat);
    if (value !== undefined) values[field] = value;
    else if (written !== "")
      errors.push({
        code: WRONG[reads],
        field,
        detail: reads === "date" ? `Dates are ${dateFormat} here.` : reads === "decimal" ? `Decimals follow a "${decimal}" here.` : undefined,
      });
    else if (required) errors.push({ code: "value_missing", field });
  }
  return { row, values, errors };
}

/** The rows of a chunk in order. */
export const readRows = ({ firstRow, width, fields, records }: ImportChunk): ReadRow[] =>
  records.map((record, at) => readRecord(firstRow + at, record, width, fields));

/**
 * Rows that are one thing, in order: those next to each other that say the same in this field; each by itself where there is none. A row of which nobody
 * knows whose it is could be either neighbour's: it keeps them together, so that no thing is taken in without one of its rows.
 */
export function groupRows(rows: readonly ReadRow[], groupedBy: string | undefined): ReadRow[][] {
  if (groupedBy === undefined) return rows.map((row) => [row]);
  const groups: ReadRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group !== undefined && mayBelong(group.at(-1)?.values[groupedBy], row.values[groupedBy])) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Whether rows with these keys may be of one thing. An empty key may be any. */
export const mayBelong = (one: string | undefined = "", other: string | undefined = ""): boolean => one === "" || other === "" || one === other;
