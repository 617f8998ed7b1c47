import * as z from "zod";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { TrialBalance, trialBalance } from "../../domain/finance/trial-balance.ts";
import { CompanyCode, dateOf, MAIN_COMPANY, Period, periodOf } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show a period's trial balance: opening, movement and closing of each account",
  route: "GET /finance/trial-balance",
  scope: "finance:read",
  input: z.strictObject({ company: CompanyCode.default(MAIN_COMPANY), period: Period.optional().meta({ description: "This month where not said" }) }),
  output: TrialBalance,
  touches: [LedgerPeriods],
  async run({ company, period }, { store, now }) {
    const wanted = period ?? periodOf(dateOf(now));
    return trialBalance(company, wanted, await store.shards(LedgerPeriods, company, { to: [wanted] }));
  },
});
export const { handler } = useCase;
