import type { Reading } from "./field.ts";

/** How a file writes numbers: which sign stands before the decimals. Thousands are set apart by the other one, a blank or an apostrophe, or not at all. */
export type DecimalSign = "." | ",";
export const dateFormats = ["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYYMMDD"] as const;
export type DateFormat = (typeof dateFormats)[number];

const NUMBERS: Readonly<Record<DecimalSign, RegExp>> = {
  ".": /^([+-]?)(\d+|\d{1,3}(?:([,'’ \u00a0\u202f])\d{3}(?:\3\d{3})*))(?:\.(\d+))?(-?)$/,
  ",": /^([+-]?)(\d+|\d{1,3}(?:([.'’ \u00a0\u202f])\d{3}(?:\3\d{3})*))(?:,(\d+))?(-?)$/,
};

/**
 * A number as it is written in a file, as plain decimals: `1,234.50` is `1234.5`. Thousands must be where thousands are: `1,5` is no number where the
 * decimal sign is a point, for nobody knows whether it is 15 or one and a half. A minus may stand behind, as ledgers print it.
 */
export function readDecimal(written: string, sign: DecimalSign): string | undefined {
  const [, before, whole = "", , fraction = "", behind] = NUMBERS[sign].exec(written) ?? [];
  if (whole === "" || (before !== "" && behind !== "")) return undefined;
  const digits = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  const decimals = fraction.replace(/0+$/, "");
  const plain = decimals === "" ? digits : `${digits}.${decimals}`;
  return (before === "-" || behind === "-") && plain !== "0" ? `-${plain}` : plain;
}

/** A date as it is written in a file, as `YYYY-MM-DD`; only days that exist. */
export function readDate(written: string, format: DateFormat): string | undefined {
  const pattern = format.replace(/[./]/g, "\\$&").replace(/YYYY|MM|DD/g, (part) => `(?<${part}>\\d{${part.length}})`);
  // Days and months of one digit are usual where signs stand between them.
  const { groups } = new RegExp(`^${format === "YYYYMMDD" ? pattern : pattern.replaceAll("\\d{2}", "\\d{1,2}")}$`).exec(written) ?? {};
  if (groups === undefined) return undefined;
  const date = `${groups["YYYY"] ?? ""}-${(groups["MM"] ?? "").padStart(2, "0")}-${(groups["DD"] ?? "").padStart(2, "0")}`;
  const time = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? undefined : date;
}

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ...["true", "yes", "y", "1", "x", "ja"].map((word) => [word, "true"] as const),
  ...["false", "no", "n", "0", "nein"].map((word) => [word, "false"] as const),
]);

/** What stands in a cell, in one way of writing; `undefined` where it is not what it should be. */
export function readCell(written: string, reads: Reading, sign: DecimalSign, format: DateFormat): string | undefined {
  if (reads === "decimal") return readDecimal(written, sign);
  if (reads === "date") return readDate(written, format);
  return reads === "boolean" ? BOOLEANS.get(written.toLowerCase()) : written;
}

/** Plain decimals as a whole number of the `digits`th decimal, exactly: `12.5` with 2 digits is 1250. Nothing where decimals would be lost or the number is too large. */
export function scaled(plain: string, digits: number): number | undefined {
  const [whole = "", decimals = ""] = plain.split(".");
  if (decimals.length > digits) return undefined;
  const value = Number(whole + decimals.padEnd(digits, "0"));
  return Number.isSafeInteger(value) ? value : undefined;
}
