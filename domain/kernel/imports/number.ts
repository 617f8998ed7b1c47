import { Currency, minorDigits } from "../money.ts";
import { scaled } from "./cell.ts";
import { faultsOf } from "./fault.ts";
import type { RowError } from "./report.ts";
import type { RowValues } from "./row.ts";

/** What a row says, or why it cannot be: neither where it says nothing. */
interface Said<Value> {
  readonly value?: Value;
  readonly fault?: RowError;
}

/** A number none of whose decimals is lost: `digits` are kept, `shift` more stand before the comma (a price in units, kept in minor units). */
export function numberIn(row: RowValues, field: string, digits: number, shift = 0): Said<number> {
  const written = row[field];
  if (written === undefined) return {};
  const value = scaled(written, digits + shift);
  if (value !== undefined) return { value: value / 10 ** digits };
  return { fault: { code: "invalid_value", field, detail: `must have at most ${digits + shift} decimals and 15 digits` } };
}

/** Quantities carry six decimals. */
export const quantityIn = (row: RowValues, field: string): Said<number> => numberIn(row, field, 6);

/** A price of one unit, written in units of the currency: it carries four decimals of a minor unit. */
export function unitPriceIn(row: RowValues, field: string, currency: Currency): Said<{ readonly minor: number; readonly currency: Currency }> {
  const { value, fault } = numberIn(row, field, 4, minorDigits(currency));
  if (fault !== undefined) return { fault };
  return value === undefined ? {} : { value: { minor: value, currency } };
}

/** The currency a row names, whatever its case. */
export function currencyIn(row: RowValues, otherwise?: string): Currency | { readonly unfit: readonly RowError[] } {
  const read = Currency.safeParse((row["currency"] ?? otherwise)?.toUpperCase());
  return read.success ? read.data : { unfit: faultsOf(read.error, () => ({ field: "currency" })) };
}
