import * as z from "zod";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { MonthlyFigures, monthlyFigures } from "../../domain/finance/monthly-figures.ts";
import { CompanyCode, dateOf, MAIN_COMPANY, Period, periodOf } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show revenue, gross profit, cash, receivables and stock of the last months, out of the ledger",
  route: "GET /finance/monthly-figures",
  scope: "finance:read",
  input: z.strictObject({
    company: CompanyCode.default(MAIN_COMPANY),
    period: Period.optional().meta({ description: "The last month shown; this month where not said" }),
    months: z.int().min(1).max(36).default(13).meta({ description: "How many, with the last" }),
  }),
  output: MonthlyFigures,
  touches: [LedgerPeriods],
  async run({ company, period, months }, { store, now }) {
    const last = period ?? periodOf(dateOf(now));
    return monthlyFigures(company, last, months, await store.shards(LedgerPeriods, company, { to: [last] }));
  },
});
export const { handler } = useCase;
