import type { Money } from "../contract/json.ts";

/** How many decimals a currency has (ISO 4217, as the browser knows it). */
export const decimalsOf = (currency: string): number => {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};

/** Prices may have up to four decimals of a minor unit; they are shown, never rounded away. */
export function showMoney({ minor, currency }: Money, locale: string): string {
  const decimals = decimalsOf(currency);
  const format = { minimumFractionDigits: decimals, maximumFractionDigits: decimals + 4 };
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...format }).format(minor / 10 ** decimals);
  } catch {
    return `${new Intl.NumberFormat(locale, format).format(minor / 10 ** decimals)} ${currency}`;
  }
}

/** "129.9" in EUR → 12990. The point is moved in the text, because 129.9 × 100 is not 12990 in binary; `undefined` where it is no number. */
export function minorOf(amount: string, currency: string): number | undefined {
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d+)(?:[.,](\d*))?$/.exec(amount.trim()) ?? [];
  if (whole === "") return undefined;
  const decimals = decimalsOf(currency);
  const padded = fraction.padEnd(decimals, "0");
  return Number(`${sign}${whole}${padded.slice(0, decimals)}.${padded.slice(decimals) || "0"}`);
}

/** 12990 in EUR → "129.90", as it is typed. */
export function amountOf(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const [whole = "0", fraction = ""] = String(Math.abs(minor)).split(".");
  const digits = whole.padStart(decimals + 1, "0");
  const behind = digits.slice(digits.length - decimals) + fraction;
  const before = decimals === 0 ? digits : digits.slice(0, -decimals);
  return `${minor < 0 ? "-" : ""}${before}${decimals === 0 ? (fraction === "" ? "" : `.${fraction}`) : `.${behind}`}`;
}
