import * as z from "zod";
import type { Currency } from "../kernel/money.ts";
import { CompanyCode, Period } from "../kernel/values.ts";
import type { AccountCode } from "./account.ts";
import { Balance } from "./balance.ts";
import type { LedgerPeriod } from "./ledger-period.table.ts";

const Figures = z.object({
  period: Period,
  revenue: Balance.meta({ description: "Sales of the month without tax, less credit notes (account 4000)" }),
  costOfSales: Balance.meta({ description: "What the goods sold had cost (account 5000)" }),
  grossProfit: Balance.meta({ description: "Revenue less cost of sales" }),
  cashIn: Balance.meta({ description: "What came into the bank (debits of account 1000)" }),
  cashOut: Balance.meta({ description: "What left the bank (credits of account 1000)" }),
  receivables: Balance.meta({ description: "What customers owed at the end of the month (account 1100)" }),
  stockValue: Balance.meta({ description: "What was in stock at the end of the month, at cost (account 1200)" }),
});

/** How a company does, month by month, as it stands in its books: a currency's months follow each other without a gap, oldest first. */
export const MonthlyFigures = z.object({ company: CompanyCode, months: z.array(Figures) });
type Figures = z.output<typeof Figures>;

/** `count` months up to and with `last`. A month without a posting moved nothing and stands where the one before it stood. */
export function monthlyFigures(company: CompanyCode, last: Period, count: number, ledger: readonly LedgerPeriod[]): z.output<typeof MonthlyFigures> {
  const wanted = Array.from({ length: count }, (_, ago) => monthsBefore(last, count - 1 - ago));
  const upTo = ledger.filter(({ period }) => period <= last);
  const currencies = [...Map.groupBy(upTo, ({ currency }) => currency)].sort(([one], [other]) => one.localeCompare(other));
  return { company, months: currencies.flatMap(([currency, posted]) => wanted.map((period) => figuresOf(period, currency, posted))) };
}

function figuresOf(period: Period, currency: Currency, posted: readonly LedgerPeriod[]): Figures {
  const within = posted.filter((month) => month.period === period);
  const until = posted.filter((month) => month.period <= period);
  const money = (minor: number): Balance => ({ minor, currency });
  // Debits less credits; the other way round where an account grows by credits.
  const moved = (account: AccountCode) => sum(within, `d${account}`) - sum(within, `c${account}`);
  const stands = (account: AccountCode) => sum(until, `d${account}`) - sum(until, `c${account}`);
  const [revenue, costOfSales] = [0 - moved("4000"), moved("5000")];
  return {
    period,
    revenue: money(revenue),
    costOfSales: money(costOfSales),
    grossProfit: money(revenue - costOfSales),
    cashIn: money(sum(within, "d1000")),
    cashOut: money(sum(within, "c1000")),
    receivables: money(stands("1100")),
    stockValue: money(stands("1200")),
  };
}

const sum = (months: readonly LedgerPeriod[], side: `${"d" | "c"}${AccountCode}`): number => months.reduce((total, month) => total + (month[side] ?? 0), 0);

function monthsBefore(period: Period, months: number): Period {
  const first = new Date(`${period}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - months);
  return Period.parse(first.toISOString().slice(0, 7));
}
