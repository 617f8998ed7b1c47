import { allocate, type Currency, type Money, percentOf, sum, zero } from "../kernel/money.ts";
import type { TaxCode } from "../kernel/values.ts";

/** The rate in percent that a tax code states: `S19` is 19; all other categories are charged at 0 (EN 16931 BR-Z-05, BR-E-05, BR-AE-05 …). */
const taxRate = (taxCode: TaxCode): number => (taxCode.startsWith("S") ? Number(taxCode.slice(1)) : 0);

/** The tax of one code: on the sum of its lines, rounded half up once (EN 16931 BR-CO-17: rounding line by line would drift). */
export const taxOn = (net: Money, taxCode: TaxCode): Money => percentOf(net, taxRate(taxCode));

export interface Taxed {
  readonly taxCode: TaxCode;
  readonly net: Money;
}
export interface TaxRow extends Taxed {
  readonly tax: Money;
}

/** One row for each tax code in the order of first use (EN 16931 BG-23). */
export function taxRows(lines: readonly Taxed[], currency: Currency): TaxRow[] {
  return [...Map.groupBy(lines, (line) => line.taxCode)].map(([taxCode, ofCode]) => {
    const net = sum(
      ofCode.map((line) => line.net),
      currency,
    );
    return { taxCode, net, tax: taxOn(net, taxCode) };
  });
}

/** Each row's tax spread over its lines by largest remainder: what the lines say adds up to what is owed to the tax office. */
export function taxByLine(lines: readonly Taxed[], rows: readonly TaxRow[], currency: Currency): Money[] {
  const shares = new Map<Taxed, Money>();
  for (const { taxCode, tax } of rows) {
    const ofCode = lines.filter((line) => line.taxCode === taxCode);
    const spread = allocate(
      tax,
      ofCode.map((line) => line.net.minor),
    );
    for (const [at, line] of ofCode.entries()) shares.set(line, spread[at] ?? zero(currency));
  }
  return lines.map((line) => shares.get(line) ?? zero(currency));
}
