import { expect, it } from "vitest";
import { office } from "./office.ts";

it("shows opening, movement and closing of each account and currency, and balances", async () => {
  const w = await office();
  const post = (postedOn: string, minor: number, currency = "EUR", company = "MAIN") =>
    w.must("finance/post-journal-entry", {
      body: {
        company,
        postedOn,
        currency,
        lines: [
          { account: "6000", debit: minor },
          { account: "1000", credit: minor },
        ],
      },
    });
  await post("2025-12-31", 100);
  await post("2026-02-01", 20);
  await post("2026-02-28", 3);
  await post("2026-03-01", 1000);
  await post("2026-02-10", 7, "USD");
  await post("2026-02-10", 9, "EUR", "EAST");
  const eur = (minor: number) => ({ minor, currency: "EUR" });
  const balance = await w.trialBalance({ period: "2026-02" });
  expect(balance).toMatchObject({
    company: "MAIN",
    period: "2026-02",
    accounts: [
      { account: "1000", name: "Bank", opening: eur(-100), debit: eur(0), credit: eur(23), closing: eur(-123) },
      { account: "6000", type: "expense", opening: eur(100), debit: eur(23), credit: eur(0), closing: eur(123) },
      { account: "1000", currency: "USD", closing: { minor: -7, currency: "USD" } },
      { account: "6000", currency: "USD" },
    ],
    totals: [
      { currency: "EUR", debit: eur(23), credit: eur(23) },
      { currency: "USD", debit: { minor: 7 }, credit: { minor: 7 } },
    ],
  });
  expect(await w.closing({ period: "2025-11" })).toEqual({});
  expect(await w.closing({ period: "2026-02", company: "EAST" })).toEqual({ 1000: -9, 6000: 9 });
  expect((await w.trialBalance({})).period).toMatch(/^\d{4}-\d{2}$/);
});
