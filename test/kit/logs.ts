import { Confided } from "./log-leaks.ts";

/** The personal data that this file's tests sent in. */
export const confided = new Confided();
let heard: string[] = [];

/** Notes a log line as production would have written it. */
export const hear = (line: string): void => void heard.push(line);

/** What was logged since the last time, handed over once. */
export function takeLines(): string[] {
  const lines = heard;
  heard = [];
  return lines;
}
export const leaksIn = (lines: readonly string[]): string[] => [...new Set(lines.flatMap((line) => confided.leaksIn(line)))];
