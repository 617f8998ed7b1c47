import type { Figure, Report } from "./figure.ts";

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));

/** One line of the table: name, median, unit, spread, n, comparison. */
function row({ name, unit, median, spread: [low, high], n, comparedWith }: Figure): string {
  const spread = n > 1 ? `${shown(low)} – ${shown(high)}` : "";
  const against = comparedWith === undefined ? "" : `× ${comparedWith.ratio.toFixed(2)} of ${comparedWith.what} (${shown(comparedWith.value)})`;
  return `  ${name.padEnd(72)} ${shown(median).padStart(9)} ${unit.padEnd(16)} ${spread.padStart(19)} ${(n > 1 ? `n ${n}` : "").padStart(7)}  ${against}`.trimEnd();
}

/** The table for people, then the same as one JSON line for each figure. */
export function print(group: string, { figures, notes }: Report, say: (line: string) => void = console.log): void {
  say(`\n${group}`);
  for (const each of figures) say(row(each));
  for (const note of notes) say(`  ${note}`);
  for (const each of figures) say(JSON.stringify({ group, ...each }));
}
