import type { Figure, Report, Table } from "./figure.ts";

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));

/** One line of the table: name, median, unit, spread, n, comparison. */
function row({ name, unit, median, spread: [low, high], n, comparedWith }: Figure): string {
  const spread = n > 1 ? `${shown(low)} – ${shown(high)}` : "";
  const against = comparedWith === undefined ? "" : `× ${comparedWith.ratio.toFixed(2)} of ${comparedWith.what} (${shown(comparedWith.value)})`;
  return `  ${name.padEnd(72)} ${shown(median).padStart(9)} ${unit.padEnd(16)} ${spread.padStart(19)} ${(n > 1 ? `n ${n}` : "").padStart(7)}  ${against}`.trimEnd();
}

/** Columns as wide as their widest cell; numbers to the right. */
function lines({ head, rows }: Table): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const isNumber = (cell: string) => /^-?[\d.]+$/.test(cell);
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ")}`.trimEnd();
  return ["", ...[head, ...rows].map(line)];
}

/** Four digits behind the point are more than any figure here is worth. */
const rounded = (_: string, value: unknown): unknown => (typeof value === "number" ? Math.round(value * 10_000) / 10_000 : value);

/** The table for people, then the same as one JSON line for each figure. */
export function print(group: string, { figures, tables, notes }: Report, say: (line: string) => void = console.log): void {
  say(`\n${group}`);
  for (const each of tables?.flatMap(lines) ?? figures.map(row)) say(each);
  for (const note of notes) say(`  ${note}`);
  for (const each of figures) say(JSON.stringify({ group, ...each }, rounded));
}
