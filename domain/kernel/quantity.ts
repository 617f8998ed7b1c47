import * as z from "zod";

/** Millionths in one unit: quantities carry up to six decimals. */
const SCALE = 1_000_000;
/** The largest quantity of one line or level: a thousand million units. Its millionths are still exact in a double (1e15 < 2^53). */
export const MAX_QUANTITY = 1_000_000_000;

const hasSixDecimals = (value: number) => Math.abs(value) <= MAX_QUANTITY && Number((Math.round(value * SCALE) / SCALE).toFixed(6)) === value;

const DECIMALS = "must have at most six decimals";

/** How much of something, in the product's unit: more than 0, at most a thousand million, up to six decimals. */
export const Quantity = z
  .number()
  .positive()
  .max(MAX_QUANTITY)
  .refine(hasSixDecimals, DECIMALS)
  .meta({ description: "In the product's unit, up to six decimals", example: 2 });
/** As {@link Quantity}, or nothing. */
export const QuantityOrZero = z
  .number()
  .min(0)
  .max(MAX_QUANTITY)
  .refine(hasSixDecimals, DECIMALS)
  .meta({ description: "In the product's unit, up to six decimals; may be 0", example: 0 });
/** A change of quantity: either sign, never 0. */
export const QuantityChange = z
  .number()
  .min(-MAX_QUANTITY)
  .max(MAX_QUANTITY)
  .refine((value) => value !== 0, "must not be 0")
  .refine(hasSixDecimals, DECIMALS)
  .meta({ description: "In the product's unit, up to six decimals, either sign", example: -2 });

/** The quantity in whole millionths: exact, for arithmetic that must not drift. */
export const millionths = (quantity: number): bigint => BigInt(Math.round(quantity * SCALE));
const units = (value: bigint): number => Number(value) / SCALE;

/** Exact sum: 0.1 + 0.2 is 0.3. */
export const plus = (...quantities: readonly number[]): number => units(quantities.reduce((sum, each) => sum + millionths(each), 0n));
/** Exact difference. */
export const minus = (from: number, ...quantities: readonly number[]): number =>
  units(quantities.reduce((rest, each) => rest - millionths(each), millionths(from)));
/** The smaller of two. */
export const atMost = (quantity: number, limit: number): number => Math.max(0, Math.min(quantity, limit));
