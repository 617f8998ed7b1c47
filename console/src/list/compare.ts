import { asMoney } from "../contract/json.ts";

const plain = (value: unknown): string | number | undefined => {
  const money = asMoney(value);
  if (money !== undefined) return money.minor;
  if (typeof value === "number") return value;
  return value === undefined || value === null ? undefined : String(value);
};

/** Puts two values of a column in order: numbers and money by size, text as its language has it, nothing last. */
export function compare(one: unknown, other: unknown, locale: string): number {
  const [a, b] = [plain(one), plain(other)];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), locale, { numeric: true });
}
