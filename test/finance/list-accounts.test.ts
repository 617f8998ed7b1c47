import { expect, it } from "vitest";
import { chart } from "../../domain/finance/account.ts";
import { LedgerPeriod } from "../../domain/finance/ledger-period.table.ts";
import { office } from "./office.ts";

it("lists the chart of accounts in order, and the ledger counts both sides of each", async () => {
  const w = await office();
  const accounts = await w.must("finance/list-accounts");
  expect(accounts).toHaveLength(13);
  expect(accounts[1]).toEqual({ code: "1100", name: "Trade receivables", type: "asset", normalSide: "debit", control: true });
  expect(accounts.filter(({ normalSide }: { normalSide: string }) => normalSide === "credit").map(({ code }: { code: string }) => code)).toEqual([
    "2000",
    "2100",
    "2200",
    "3000",
    "3900",
    "4000",
  ]);
  for (const { code } of chart) expect(Object.keys(LedgerPeriod.shape)).toEqual(expect.arrayContaining([`d${code}`, `c${code}`]));
});
