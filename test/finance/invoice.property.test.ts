import fc from "fast-check";
import { expect, it } from "vitest";
import { billOfOrder } from "../../domain/finance/billing.ts";
import { creditInvoice } from "../../domain/finance/credit-note.ts";
import { issueInvoice } from "../../domain/finance/invoice.ts";
import type { Invoice } from "../../domain/finance/invoice.table.ts";
import { taxByLine, taxOn, taxRows } from "../../domain/finance/tax.ts";
import { sum } from "../../domain/kernel/money.ts";
import { newId, placed } from "./office.ts";

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 5_000_000 }).map((n) => n / 1000),
  minor: fc.integer({ min: 0, max: 100_000_000 }).map((n) => n / 100),
  discountPercent: fc.integer({ min: 0, max: 100 }),
  taxCode: fc.constantFrom("S19", "S7", "S5.5", "Z", "AE"),
});
const lines = fc.array(line, { minLength: 1, maxLength: 12 });

const issued = (given: readonly object[]): Invoice | undefined => {
  const decision = issueInvoice(billOfOrder(placed({ orderId: newId(), lines: given as never })), undefined, undefined, "2026-11-23");
  return decision.changes[0]?.change === "create" ? (decision.changes[0].doc as unknown as Invoice) : undefined;
};
type Amounts = Record<"net" | "tax" | "total" | "applied" | "credit", { minor: number }>;
const credited = (invoice: Invoice, quantities: readonly number[]): Amounts | undefined => {
  const unwanted = quantities.map((quantity, at) => ({ lineNo: at + 1, quantity })).filter((each) => each.quantity > 0);
  return creditInvoice(invoice, unwanted, undefined, "2026-11-25").facts[0]?.data as Amounts | undefined;
};

it("tax is rounded once for each code and its lines add up to it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ minor: fc.integer({ min: 0, max: 1_000_000 }), taxCode: fc.constantFrom("S19", "S7", "Z") }), { minLength: 1 }),
      (given) => {
        const taxed = given.map(({ minor, taxCode }) => ({ taxCode, net: { minor, currency: "EUR" } }));
        const rows = taxRows(taxed, "EUR");
        const shares = taxByLine(taxed, rows, "EUR");
        for (const { taxCode, net, tax } of rows) {
          expect(tax).toEqual(taxOn(net, taxCode));
          expect(
            sum(
              shares.filter((_, at) => taxed[at]?.taxCode === taxCode),
              "EUR",
            ),
          ).toEqual(tax);
        }
        expect(shares.every((share) => share.minor >= 0)).toBe(true);
      },
    ),
  );
});

it("a full cancel credits exactly the invoice; a part leaves exactly what the rest alone would have been", () => {
  fc.assert(
    fc.property(lines, fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 12 }), fc.nat(), (given, shares, paid) => {
      const invoice = issued(given);
      if (invoice === undefined || invoice.total === 0) return;
      expect(invoice.total).toBe(invoice.lines.reduce((total, each) => total + each.net + each.tax, 0));
      const whole = credited(
        invoice,
        given.map((each) => each.quantity),
      );
      expect([whole?.net.minor, whole?.tax.minor, whole?.total.minor]).toEqual([invoice.net, invoice.tax, invoice.total]);
      const unwanted = given.map((each, at) => Math.floor((each.quantity * (shares[at] ?? 0)) / 1000));
      const rest = issued(
        given.map((each, at) => ({ ...each, quantity: Math.round((each.quantity - (unwanted[at] ?? 0)) * 1000) / 1000 })).filter((each) => each.quantity > 0),
      );
      const open = invoice.total - (paid % (invoice.total + 1));
      const part = credited({ ...invoice, open }, unwanted);
      expect(invoice.total - (part?.total.minor ?? 0)).toBe(rest?.total ?? 0);
      if (part === undefined) return;
      expect(part.applied.minor + part.credit.minor).toBe(part.total.minor);
      expect(part.applied.minor).toBe(Math.min(open, part.total.minor));
      expect(part.net.minor).toBeGreaterThanOrEqual(0);
      expect(part.tax.minor).toBeGreaterThanOrEqual(0);
    }),
  );
});

it("an invoice of three lines stays below 1 KB", () => {
  const three = Array.from({ length: 3 }, () => ({ quantity: 12, minor: 12_990, discountPercent: 5, taxCode: "S19" }));
  expect(JSON.stringify(issued(three)).length).toBeLessThan(1000);
});
