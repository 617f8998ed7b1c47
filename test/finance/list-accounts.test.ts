import { expect, it } from "vitest";
import { chart } from "../../domain/finance/account.ts";
import { LedgerPeriod } from "../../domain/finance/ledger-period.table.ts";
import { office } from "./office.ts";

it("lists the chart of accounts in order, and the ledger counts both sides of each", async () => {
  const w = await office();
  const accounts = await w.must("finance/list-accounts");
  expect(accounts).toHaveLength(13);
  expect(accounts[1]).toEqual({ code: "1100", name: "Trade receivables", type: "asset", control: true });
  for (const { code } of chart) expect(Object.keys(LedgerPeriod.shape)).toEqual(expect.arrayContaining([`d${code}`, `c${code}`]));
});
