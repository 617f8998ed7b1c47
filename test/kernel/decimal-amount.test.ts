import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalAmount } from "../../domain/kernel/decimal-amount.ts";
import { MAX_MINOR } from "../../domain/kernel/money.ts";

test.each([
  [12_990, "EUR", "129.90"],
  [0, "EUR", "0.00"],
  [-5, "EUR", "-0.05"],
  [0.35, "EUR", "0.0035"],
  [1234.5678, "EUR", "12.345678"],
  [333.1, "EUR", "3.331"],
  [12_990, "JPY", "12990"],
  [0.5, "JPY", "0.5"],
  [-1, "KWD", "-0.001"],
  [MAX_MINOR, "EUR", "100000000000.00"],
  [Number.MAX_SAFE_INTEGER, "EUR", "90071992547409.91"],
])("%d minor units of %s are %s", (minor, currency, written) => {
  expect(decimalAmount({ minor, currency })).toBe(written);
});

test("no cent is lost, whatever the amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: -MAX_MINOR, max: MAX_MINOR }), fc.constantFrom("EUR", "JPY", "KWD"), (minor, currency) => {
      const written = decimalAmount({ minor, currency });
      expect(written).toMatch(/^-?\d+(\.\d{2,3})?$/);
      expect(Number(written.replace(".", ""))).toBe(minor);
    }),
  );
});
