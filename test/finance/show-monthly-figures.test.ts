import { expect, it } from "vitest";
import { anOrder, office } from "./office.ts";

it("shows each month's movements and where the books stood at its end, quiet months included, by currency", async () => {
  const w = await office();
  const post = (postedOn: string, debit: string, credit: string, minor: number, currency = "EUR") =>
    w.must("finance/post-journal-entry", {
      body: {
        company: "MAIN",
        postedOn,
        currency,
        lines: [
          { account: debit, debit: minor },
          { account: credit, credit: minor },
        ],
      },
    });
  await post("2025-11-10", "1000", "4000", 900);
  await post("2026-01-05", "1000", "4000", 500);
  await post("2026-01-31", "4000", "1000", 40);
  await post("2026-01-20", "5000", "3000", 200);
  await post("2026-03-01", "1000", "3000", 7);
  await post("2026-01-07", "1000", "4000", 3, "USD");
  const eur = (minor: number) => ({ minor, currency: "EUR" });
  const asked = await w.must("finance/show-monthly-figures", { query: { period: "2026-02", months: "3" } });
  expect(asked.months).toEqual([
    { period: "2025-12", ...allOf(eur(0)) },
    { period: "2026-01", ...allOf(eur(0)), revenue: eur(460), costOfSales: eur(200), grossProfit: eur(260), cashIn: eur(500), cashOut: eur(40) },
    { period: "2026-02", ...allOf(eur(0)) },
    expect.objectContaining({ period: "2025-12" }),
    expect.objectContaining({ period: "2026-01", revenue: { minor: 3, currency: "USD" } }),
    expect.objectContaining({ period: "2026-02", revenue: { minor: 0, currency: "USD" } }),
  ]);
  expect((await w.must("finance/show-monthly-figures", { query: { company: "EAST" } })).months).toEqual([]);
  const balance = await w.trialBalance({ period: "2026-01" });
  expect(balance.accounts.find((row: any) => row.account === "1000" && row.currency === "EUR").closing).toEqual(eur(900 + 500 - 40));
});

it("counts documents by their day, and what is owed stands on until it is paid", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 2, minor: 10_000 }]);
  await w.place(order, "2026-01-15");
  await w.ship(order, "01JD3Z7Q8R5T6V9W0X1Y2Z3A4D", [[1, 2]], 9_000);
  const [invoice] = (await w.must("finance/list-invoices", { query: { orderId: order.orderId } })) as any[];
  const { months } = await w.must("finance/show-monthly-figures", { query: { period: "2026-12", months: "12" } });
  const closing = await w.closing({ period: "2026-12" });
  const sum = (field: string) => months.reduce((total: number, month: any) => total + month[field].minor, 0);
  expect([sum("revenue"), sum("costOfSales"), sum("grossProfit")]).toEqual([20_000, closing["5000"] ?? 0, 20_000 - (closing["5000"] ?? 0)]);
  expect(months.at(-1).receivables.minor).toBe(invoice.total.minor);
  expect(months.at(-1).receivables.minor).toBe(closing["1100"]);
  expect(months.at(-1).stockValue.minor).toBe(closing["1200"] ?? 0);
});

const allOf = (none: object) => ({
  revenue: none,
  costOfSales: none,
  grossProfit: none,
  cashIn: none,
  cashOut: none,
  receivables: none,
  stockValue: none,
});
