import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Quantity, QuantityChange, minus, plus } from "../../domain/kernel/quantity.ts";
import { BusinessDate, Sku, TaxCode, addDays, text } from "../../domain/kernel/values.ts";

const quantity = fc.integer({ min: 1, max: 1_000_000_000_000_000 }).map((millionths) => millionths / 1_000_000);

describe("quantities", () => {
  it("add up without drift", () => {
    expect(plus(0.1, 0.2)).toBe(0.3);
    expect(minus(0.3, 0.1)).toBe(0.2);
    expect(plus(...Array.from({ length: 10 }, () => 0.1))).toBe(1);
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        expect(minus(plus(a, b), b)).toBe(a);
      }),
    );
  });

  it("accept every multiple of a millionth and nothing finer", () => {
    fc.assert(fc.property(quantity, (each) => Quantity.safeParse(each).success));
    for (const wrong of [0, -1, 0.000_000_1, 1.000_000_1, 1_000_000_001, 10 ** 15, Number.NaN, Number.POSITIVE_INFINITY, "1"])
      expect(Quantity.safeParse(wrong).success).toBe(false);
    expect([-2.5, 0].map((each) => QuantityChange.safeParse(each).success)).toEqual([true, false]);
  });
});

describe("values", () => {
  it("refuse what would break a key, a path or a second spelling", () => {
    for (const sku of ["chair", "A#B", "A/B", "", "A B", "😀", "-A", "A".repeat(41)]) expect(Sku.safeParse(sku).success).toBe(false);
    expect(Sku.safeParse("FR-R92B_58.1").success).toBe(true);
  });

  it("know tax codes that explain themselves", () => {
    expect(["S19", "S5.5", "Z", "E", "AE", "K", "G", "O"].every((code) => TaxCode.safeParse(code).success)).toBe(true);
    expect(["S", "S0", "S0.0", "S100", "Z5", "X", "s19"].some((code) => TaxCode.safeParse(code).success)).toBe(false);
  });

  it("count days over months and leap years", () => {
    expect([addDays("2028-02-28", 1), addDays("2026-12-31", 30), addDays("2026-03-01", -1)]).toEqual(["2028-02-29", "2027-01-30", "2026-02-28"]);
    expect(BusinessDate.safeParse("2026-02-30").success).toBe(false);
  });

  it("take text as a person means it", () => {
    expect(text(5).parse("  Ada ")).toBe("Ada");
    expect(["", "   ", "a\u0000b", "toolong"].some((typed) => text(5).safeParse(typed).success)).toBe(false);
  });
});
