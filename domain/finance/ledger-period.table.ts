import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { CompanyCode, Period } from "../kernel/values.ts";

const minor = z.int().optional();

/**
 * What was posted in one month: for each account the total of its debits (`d…`) and credits (`c…`) in minor units.
 * All of a posting's sides are added to this one item in one write: whoever reads, whenever, sees books that balance.
 */
export const LedgerPeriod = z.object({
  version: z.int(),
  company: CompanyCode,
  period: Period,
  currency: Currency,
  d1000: minor,
  d1100: minor,
  d1200: minor,
  d1900: minor,
  d2000: minor,
  d2100: minor,
  d2200: minor,
  d3000: minor,
  d3900: minor,
  d4000: minor,
  d5000: minor,
  d5100: minor,
  d6000: minor,
  c1000: minor,
  c1100: minor,
  c1200: minor,
  c1900: minor,
  c2000: minor,
  c2100: minor,
  c2200: minor,
  c3000: minor,
  c3900: minor,
  c4000: minor,
  c5000: minor,
  c5100: minor,
  c6000: minor,
});
export type LedgerPeriod = z.infer<typeof LedgerPeriod>;

/** A company's months stand together, so that a trial balance is one range read. Spread over shards where one month is too hot. */
export const LedgerPeriods = collection({
  context: "finance",
  noun: "ledger-period",
  schema: LedgerPeriod,
  id: (ledger) => ledger.company,
  sort: (ledger) => ledgerSort(ledger),
  indexes: {},
  sharded: true,
});

export const ledgerSort = ({ period, currency }: Pick<LedgerPeriod, "period" | "currency">): string => `${period}#${currency}`;
