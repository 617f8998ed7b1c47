import { type Currency, minorDigits } from "./money.ts";

/** Ten-thousandths of a minor unit: the finest a unit price may be. */
const SCALE = 4;

/** An amount as people write it, exact to the last digit: 12990 minor units of EUR are `129.90`, 0.35 are `0.0035`, 12990 of JPY `12990`. */
export function decimalAmount({ minor, currency }: { readonly minor: number; readonly currency: Currency }): string {
  const digits = minorDigits(currency);
  const scaled = Number.isInteger(minor) ? BigInt(minor) * 10n ** BigInt(SCALE) : BigInt(Math.round(minor * 10 ** SCALE));
  const sign = scaled < 0n ? "-" : "";
  const written = String(scaled < 0n ? -scaled : scaled).padStart(digits + SCALE + 1, "0");
  const whole = written.slice(0, -(digits + SCALE));
  const decimals = written.slice(-(digits + SCALE));
  const kept = decimals.slice(0, digits) + decimals.slice(digits).replace(/0+$/, "");
  return kept === "" ? sign + whole : `${sign}${whole}.${kept}`;
}
