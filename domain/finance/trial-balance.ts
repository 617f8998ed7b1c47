import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { CompanyCode, Period } from "../kernel/values.ts";
import { Account, chart } from "./account.ts";
import { Balance } from "./balance.ts";
import type { LedgerPeriod } from "./ledger-period.table.ts";

const { code, name, type } = Account.shape;

/** Every account that was ever posted to: `opening` and `closing` are debits less credits, `debit` and `credit` what the period moved. */
export const TrialBalance = z.object({
  company: CompanyCode,
  period: Period,
  accounts: z.array(z.object({ account: code, name, type, currency: Currency, opening: Balance, debit: Balance, credit: Balance, closing: Balance })),
  /** Debits and credits of the period over all accounts: equal, in each currency. */
  totals: z.array(z.object({ currency: Currency, debit: Balance, credit: Balance })),
});
type Row = z.output<typeof TrialBalance>["accounts"][number];

/**
 * The trial balance of a period out of the months up to it (all shards of each). Each month was changed only by whole postings,
 * so what is read here balances at every instant.
 */
export function trialBalance(company: CompanyCode, period: Period, months: readonly LedgerPeriod[]): z.output<typeof TrialBalance> {
  const upTo = months.filter((month) => month.period <= period);
  const currencies = [...Map.groupBy(upTo, (month) => month.currency)].sort(([a], [b]) => a.localeCompare(b));
  const accounts = currencies.flatMap(([currency, ofCurrency]) => chart.flatMap((account) => rowOf(account, currency, period, ofCurrency)));
  const totals = currencies.map(([currency]) => {
    const ofCurrency = accounts.filter((row) => row.currency === currency);
    const total = (side: "debit" | "credit") => ({ minor: ofCurrency.reduce((sum, row) => sum + row[side].minor, 0), currency });
    return { currency, debit: total("debit"), credit: total("credit") };
  });
  return { company, period, accounts, totals };
}

function rowOf({ code: account, name: title, type: kind }: Account, currency: Currency, period: Period, months: readonly LedgerPeriod[]): Row[] {
  const posted = months.filter((month) => month[`d${account}`] !== undefined || month[`c${account}`] !== undefined);
  if (posted.length === 0) return [];
  const [before, within] = [posted.filter((month) => month.period < period), posted.filter((month) => month.period === period)];
  const total = (of: readonly LedgerPeriod[], side: "d" | "c") => of.reduce((sum, month) => sum + (month[`${side}${account}`] ?? 0), 0);
  const opening = total(before, "d") - total(before, "c");
  const [debit, credit] = [total(within, "d"), total(within, "c")];
  const money = (minor: number) => ({ minor, currency });
  return [
    {
      account,
      name: title,
      type: kind,
      currency,
      opening: money(opening),
      debit: money(debit),
      credit: money(credit),
      closing: money(opening + debit - credit),
    },
  ];
}
