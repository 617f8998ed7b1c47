import * as z from "zod";
import { millionths } from "./quantity.ts";

/** Active ISO 4217 codes. A code outside this list is refused: an amount in an unknown currency cannot be booked. */
const CODES =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";
const currencies = new Set(CODES.split(" "));
const digits: Readonly<Record<string, number>> = Object.fromEntries([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
]);

/** An ISO 4217 currency code in use today. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be three capital letters")
  .refine((code) => currencies.has(code), "is not an active ISO 4217 currency")
  .meta({ description: "ISO 4217 code", example: "EUR" });
export type Currency = z.infer<typeof Currency>;

/** Decimals of the currency's minor unit (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: Currency): number => digits[currency] ?? 2;

/** The largest amount a document may carry, in minor units: ten million million cents. Sums of 900 such stay exact in a double. */
export const MAX_MINOR = 10_000_000_000_000;

/** An amount of money: whole minor units (cents) and the currency. `{ minor: 12990, currency: "EUR" }` is EUR 129.90. Never a float. */
export const Money = z
  .strictObject({ minor: z.int().min(-MAX_MINOR).max(MAX_MINOR), currency: Currency })
  .meta({ description: "Whole minor units and ISO 4217 code", example: { minor: 12990, currency: "EUR" } });
export type Money = z.infer<typeof Money>;
/** Money that is more than nothing. */
export const PositiveMoney = z
  .strictObject({ minor: z.int().min(1).max(MAX_MINOR), currency: Currency })
  .meta({ description: "Whole minor units, more than 0", example: { minor: 12990, currency: "EUR" } });

const PRICE_SCALE = 10_000;
/**
 * The price of one unit, in minor units with up to four decimals: cents to the ten-thousandth, which is six decimals of a euro.
 * `{ minor: 0.35, currency: "EUR" }` is EUR 0.0035 for a screw.
 */
export const UnitPrice = z
  .strictObject({
    minor: z
      .number()
      .min(0)
      .max(100_000_000_000)
      .refine((value) => Number((Math.round(value * PRICE_SCALE) / PRICE_SCALE).toFixed(4)) === value, "must have at most four decimals of a minor unit"),
    currency: Currency,
  })
  .meta({ description: "Price of one unit in minor units, up to four decimals", example: { minor: 12990, currency: "EUR" } });
export type UnitPrice = z.infer<typeof UnitPrice>;

/** A discount in percent of the line, up to four decimals: 0 is none, 100 is a gift. */
export const Percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Number((Math.round(value * 10_000) / 10_000).toFixed(4)) === value, "must have at most four decimals")
  .meta({ description: "Percent, up to four decimals", example: 5 });

/** Division that rounds half away from zero, the commercial rule tax authorities expect (EN 16931 rounds amounts half up). */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
  return n >= 0n ? (2n * n + d) / (2n * d) : -((-2n * n + d) / (2n * d));
}

/** Quantity times price less discount, rounded once to the minor unit. */
export function lineNet(quantity: number, price: UnitPrice, discountPercent = 0): Money {
  const scaledPrice = BigInt(Math.round(price.minor * PRICE_SCALE));
  const keep = 1_000_000n - BigInt(Math.round(discountPercent * 10_000));
  return money(divideRounded(millionths(quantity) * scaledPrice * keep, 1_000_000n * BigInt(PRICE_SCALE) * 1_000_000n), price.currency);
}

/** The part of an amount that belongs to `part` of `whole` units, rounded once; all of it for all of them. */
export const proportion = (amount: Money, part: number, whole: number): Money =>
  money(divideRounded(BigInt(amount.minor) * millionths(part), millionths(whole)), amount.currency);

/** A percentage of an amount, rounded once to the minor unit. */
export const percentOf = (amount: Money, percent: number): Money =>
  money(divideRounded(BigInt(amount.minor) * BigInt(Math.round(percent * 10_000)), 1_000_000n), amount.currency);

/** Splits an amount in proportion to weights so that the shares add up exactly: the largest remainders get the odd cents. */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((sum, each) => sum + BigInt(each), 0n);
  if (total === 0n) return weights.map((_, index) => money(index === 0 ? BigInt(amount.minor) : 0n, amount.currency));
  const sign = amount.minor < 0 ? -1n : 1n;
  const whole = BigInt(amount.minor) * sign;
  const shares = weights.map((weight, index) => ({ index, floor: (whole * BigInt(weight)) / total, rest: (whole * BigInt(weight)) % total }));
  let odd = whole - shares.reduce((sum, share) => sum + share.floor, 0n);
  const extra = new Set<number>();
  for (const share of [...shares].sort((a, b) => Number(b.rest - a.rest) || a.index - b.index)) {
    if (odd-- <= 0n) break;
    extra.add(share.index);
  }
  return shares.map((share) => money(sign * (share.floor + (extra.has(share.index) ? 1n : 0n)), amount.currency));
}

export const zero = (currency: Currency): Money => ({ minor: 0, currency });

/** Sum in one currency. Two currencies never add up: that is a bug in the caller, so it throws. */
export function sum(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce((total, each) => {
    if (each.currency !== currency) throw new RangeError(`cannot add ${each.currency} to ${currency}`);
    return exact({ minor: total.minor + each.minor, currency });
  }, zero(currency));
}
export const subtract = (from: Money, amount: Money): Money => sum([from, negate(amount)], from.currency);
export const negate = (amount: Money): Money => ({ minor: amount.minor === 0 ? 0 : -amount.minor, currency: amount.currency });

const money = (minor: bigint, currency: Currency): Money => exact({ minor: Number(minor), currency });
function exact(amount: Money): Money {
  if (!Number.isSafeInteger(amount.minor)) throw new RangeError("amount is beyond exact arithmetic");
  return amount;
}
