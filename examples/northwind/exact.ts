/** A value of so many 10⁻¹⁸ currency units: the product of a price, a quantity and a discount without any rounding. */
export type Exact = bigint;
const SCALE = 18;
const CENT = 10n ** 16n;

interface Line {
  readonly quantity: number;
  readonly unitPrice: { readonly minor: number };
  readonly discountPercent?: number | undefined;
}
const scaled = (value: number, by: number): bigint => BigInt(Math.round(value * by));

export const exactNet = ({ quantity, unitPrice, discountPercent = 0 }: Line): Exact =>
  scaled(unitPrice.minor, 10_000) * scaled(quantity, 1_000_000) * (1_000_000n - scaled(discountPercent, 10_000));
export const exactGross = (line: Line): Exact => exactNet({ ...line, discountPercent: 0 });
export const exactCents = (cents: number): Exact => BigInt(cents) * CENT;
export const total = (all: readonly Exact[]): Exact => all.reduce((sum, each) => sum + each, 0n);

/** To whole cents, half away from zero. */
export const roundedCents = (value: Exact): number => {
  const cents = ((value < 0n ? -value : value) * 2n + CENT) / (2n * CENT);
  return Number(value < 0n ? -cents : cents);
};

/** `1265793.0395`: all its digits, two decimals at least. */
export function written(value: Exact): string {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, "0");
  const [whole, decimals] = [digits.slice(0, -SCALE), digits.slice(-SCALE).replace(/0+$/, "").padEnd(2, "0")];
  return `${value < 0n ? "-" : ""}${whole}.${decimals}`;
}
/** `1,265,793.04`. */
export const usd = (cents: number): string => written(exactCents(cents)).replace(/\B(?=(\d{3})+\.)/g, ",");
