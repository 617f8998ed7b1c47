import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Currency, Money, UnitPrice, allocate, divideRounded, lineNet, minorDigits, percentOf, proportion, subtract, sum } from "../../domain/kernel/money.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(eur);

describe("money", () => {
  it("rounds half away from zero, both ways", () => {
    expect([divideRounded(5n, 2n), divideRounded(-5n, 2n), divideRounded(5n, -2n), divideRounded(4n, 3n), divideRounded(-4n, 3n)]).toEqual([
      3n,
      -3n,
      -3n,
      1n,
      -1n,
    ]);
  });

  it("prices a line exactly where floats do not", () => {
    // 1.005 × 100 is 100.49999999999999 as a float.
    expect(lineNet(1.005, { minor: 100, currency: "EUR" })).toEqual(eur(101));
    expect(lineNet(3, { minor: 0.3333, currency: "EUR" })).toEqual(eur(1));
    expect(lineNet(10, { minor: 1999, currency: "EUR" }, 15)).toEqual(eur(16_992));
    expect(lineNet(1_000_000_000, { minor: 1, currency: "EUR" })).toEqual(eur(1_000_000_000));
    expect(lineNet(7, { minor: 100, currency: "EUR" }, 100)).toEqual(eur(0));
  });

  it("splits so that the shares add up, whatever the weights", () => {
    expect(allocate(eur(100), [1, 1, 1])).toEqual([eur(34), eur(33), eur(33)]);
    expect(allocate(eur(7), [0, 0])).toEqual([eur(7), eur(0)]);
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (whole, weights) => {
        expect(sum(allocate(whole, weights), "EUR")).toEqual(whole);
      }),
    );
  });

  it("gives a share no more than a cent from the exact one", () => {
    fc.assert(
      fc.property(amount, fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 10 }), (whole, weights) => {
        const total = weights.reduce((a, b) => a + b, 0);
        allocate(whole, weights).forEach((share, index) => expect(Math.abs(share.minor - (whole.minor * weights[index]!) / total)).toBeLessThanOrEqual(1));
      }),
    );
  });

  it("takes all of an amount for all of its units", () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 9_999 }).map((n) => n / 100),
        (whole, units) => proportion(whole, units, units).minor === whole.minor,
      ),
    );
    expect(proportion(eur(100), 1, 3)).toEqual(eur(33));
  });

  it("takes percentages by the commercial rule", () => {
    expect(percentOf(eur(1050), 5)).toEqual(eur(53));
    expect(percentOf(eur(-1050), 5)).toEqual(eur(-53));
    expect(percentOf(eur(10_000), 5.5)).toEqual(eur(550));
  });

  it("never adds two currencies, and never leaves exact arithmetic", () => {
    expect(() => sum([eur(1), { minor: 1, currency: "USD" }], "EUR")).toThrow("cannot add USD to EUR");
    expect(() => sum([eur(Number.MAX_SAFE_INTEGER), eur(1)], "EUR")).toThrow("beyond exact");
    expect(subtract(eur(3), eur(5))).toEqual(eur(-2));
  });

  it("knows currencies in use and their minor units", () => {
    expect(["EUR", "JPY", "KWD"].map((code) => minorDigits(code))).toEqual([2, 0, 3]);
    for (const code of ["DEM", "XXX", "eur", "EURO", "__proto__"]) expect(Currency.safeParse(code).success).toBe(false);
    expect(Money.safeParse({ minor: 1.5, currency: "EUR" }).success).toBe(false);
    expect(Money.safeParse({ minor: 1, currency: "EUR", extra: 1 }).success).toBe(false);
    expect(UnitPrice.safeParse({ minor: 0.35, currency: "EUR" }).success).toBe(true);
    expect(UnitPrice.safeParse({ minor: 0.35001, currency: "EUR" }).success).toBe(false);
    expect(UnitPrice.safeParse({ minor: -1, currency: "EUR" }).success).toBe(false);
  });
});
