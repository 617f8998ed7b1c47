import fc from "fast-check";
import { expect, test } from "vitest";
import { LineInput, MOST_NET_MINOR, catalogueOf, isRefused, priceLines } from "../../domain/sales/order-line.ts";
import type { ProductCopy } from "../../domain/sales/product-copy.table.ts";
import { lineNet, sum } from "../../domain/kernel/money.ts";
import { eur } from "./sale.ts";

const product = {
  sku: "CHAIR",
  version: 1,
  sourceVersion: 1,
  name: "Chair",
  kind: "goods",
  taxCode: "S19",
  status: "active",
  listPrice: eur(1000),
} as unknown as ProductCopy;
const catalogue = catalogueOf([product]);
const scaled = (max: number, digits: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => Number(value.toFixed(digits)));
const line = fc
  .record({
    sku: fc.constant("CHAIR"),
    quantity: fc.oneof(scaled(1000, 6), scaled(1e9, 6)),
    unitPrice: fc.option(fc.oneof(scaled(1e5, 4), scaled(1e11, 4)).map(eur), { nil: undefined }),
    discountPercent: fc.option(scaled(100, 4), { nil: undefined }),
  })
  .map((each) => LineInput.safeParse(each))
  .filter(({ success }) => success)
  .map(({ data }) => data as LineInput);

test("an order is the exact sum of its rounded lines, or is refused: it never throws and never loses a cent", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
      const priced = priceLines(lines, "EUR", catalogue);
      if (isRefused(priced)) {
        expect(priced.code).toBe("amount_too_large");
        return;
      }
      const nets = priced.lines.map(({ quantity, unitPrice, discountPercent }) => lineNet(quantity, unitPrice, discountPercent));
      expect(priced.net).toEqual(sum(nets, "EUR"));
      expect(priced.net.minor).toBeLessThanOrEqual(MOST_NET_MINOR);
      expect(priced.lines.map(({ lineNo }) => lineNo)).toEqual(lines.map((_, index) => index + 1));
    }),
    { numRuns: 500 },
  );
});

test("lines in any order are worth the same", () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }).chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
      ([lines, shuffled]) => {
        const [one, other] = [priceLines(lines, "EUR", catalogue), priceLines(shuffled, "EUR", catalogue)];
        expect(isRefused(one)).toBe(isRefused(other));
        if (!isRefused(one) && !isRefused(other)) expect(one.net).toEqual(other.net);
      },
    ),
  );
});
