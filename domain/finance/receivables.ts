import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, Instant } from "../kernel/values.ts";
import { Balance } from "./balance.ts";
import type { Invoice } from "./invoice.table.ts";
import { openAt } from "./settlement.ts";

export const refusals = { receivables_too_large: "too_large" } as const;
/** Invoices that one answer ages. A company with more is answered from the report of the night, which ages any number. */
export const MOST_INVOICES = 5_000;
/** Customers that one answer shows: some 3 MB, half of what a function may answer (AWS: "Lambda quotas", 6 MB). */
export const MOST_CUSTOMERS = 5_000;

/** What is owed by days past due: 0 or less is not due. */
const buckets = { notDue: Balance, days1To30: Balance, days31To60: Balance, days61To90: Balance, over90: Balance, total: Balance };
type Bucket = keyof typeof buckets;

const CustomerRow = z.object({ customerId: CustomerId, currency: Currency, invoices: z.int(), ...buckets });
type CustomerRow = z.output<typeof CustomerRow>;
const TotalRow = z.object({ currency: Currency, customers: z.int(), invoices: z.int(), ...buckets });
type TotalRow = z.output<typeof TotalRow>;

/** Aged receivables at the end of a day, by customer and in total, each currency for itself. */
export const Receivables = z.object({
  company: CompanyCode,
  asOf: BusinessDate,
  takenAt: Instant.optional().meta({ description: "Only where the night's stored report is the answer: the moment it was made" }),
  customers: z.array(CustomerRow),
  totals: z.array(TotalRow),
});
export type Receivables = z.output<typeof Receivables>;

const daysPastDue = (dueOn: BusinessDate, asOf: BusinessDate): number => (Date.parse(asOf) - Date.parse(dueOn)) / 86_400_000;

function bucketOf(days: number): Exclude<Bucket, "total"> {
  if (days <= 0) return "notDue";
  if (days <= 30) return "days1To30";
  if (days <= 60) return "days31To60";
  return days <= 90 ? "days61To90" : "over90";
}

type Sums = Record<Bucket, number> & { invoices: number; customers: number };
const nothing = (): Sums => ({ notDue: 0, days1To30: 0, days31To60: 0, days61To90: 0, over90: 0, total: 0, invoices: 0, customers: 0 });

/** Adds up invoices one page at a time: no invoice is kept. */
export class Ageing {
  readonly #asOf: BusinessDate;
  readonly #sums = new Map<string, { readonly customerId: CustomerId; readonly currency: Currency; readonly sums: Sums }>();

  constructor(asOf: BusinessDate) {
    this.#asOf = asOf;
  }

  add(invoice: Invoice): void {
    const open = openAt(invoice, this.#asOf);
    if (open === 0) return;
    const { customerId, currency, dueOn } = invoice;
    const key = `${currency}#${customerId}`;
    const row = this.#sums.get(key) ?? { customerId, currency, sums: nothing() };
    row.sums[bucketOf(daysPastDue(dueOn, this.#asOf))] += open;
    row.sums.total += open;
    row.sums.invoices += 1;
    this.#sums.set(key, row);
  }

  result(company: CompanyCode): Receivables {
    const rows = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    const customers = rows.map(
      ({ customerId, currency, sums }): CustomerRow => ({ customerId, currency, invoices: sums.invoices, ...asMoney(sums, currency) }),
    );
    const totals = [...Map.groupBy(rows, (row) => row.currency)].map(([currency, ofCurrency]): TotalRow => {
      const sums = ofCurrency.reduce((all, row) => addUp(all, row.sums), nothing());
      return { currency, customers: ofCurrency.length, invoices: sums.invoices, ...asMoney(sums, currency) };
    });
    return { company, asOf: this.#asOf, customers, totals };
  }
}

function addUp(all: Sums, one: Sums): Sums {
  for (const name of ["notDue", "days1To30", "days31To60", "days61To90", "over90", "total", "invoices"] as const) all[name] += one[name];
  return all;
}

function asMoney(sums: Sums, currency: Currency): Record<Bucket, Balance> {
  const money = (minor: number) => ({ minor, currency });
  const { notDue, days1To30, days31To60, days61To90, over90, total } = sums;
  return {
    notDue: money(notDue),
    days1To30: money(days1To30),
    days31To60: money(days31To60),
    days61To90: money(days61To90),
    over90: money(over90),
    total: money(total),
  };
}
