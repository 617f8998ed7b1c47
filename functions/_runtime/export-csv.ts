import { stringify } from "csv-stringify/sync";
import { type Column, Figure } from "./export-columns.ts";

/**
 * What a spreadsheet may take for the beginning of a formula: `= + - @` behind whatever is invisible, or a tab or carriage return in front
 * (OWASP, "CSV Injection"). Compared in the compatibility form, so that full-width and small variants count too; U+2212 has none.
 */
const FORMULA = /^[\t\r]|^[\s\p{Cc}\p{Cf}]*[=+\-@\u2212]/u;

/** Text as a cell that no spreadsheet runs: what looks like a formula begins with an apostrophe. */
const safe = (text: string): string => (FORMULA.test(text.normalize("NFKC")) ? `'${text}` : text);

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Figure) return value.text ?? "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return safe(typeof value === "string" ? value : JSON.stringify(value));
}

/** Items as CSV (RFC 4180, UTF-8, CRLF) with a header line. `bom` puts a byte order mark in front, by which Excel knows UTF-8. */
export function csvOf(columns: readonly Column[], items: readonly unknown[], { bom = false }: { readonly bom?: boolean } = {}): string {
  const rows = [columns.map(({ name }) => name), ...items.map((item) => columns.map(({ read }) => cell(read(item))))];
  return stringify(rows, { record_delimiter: "windows", quote_record_delimiter: true, bom });
}
