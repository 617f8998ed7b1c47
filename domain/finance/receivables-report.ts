import { ReceivablesReported } from "../../events/finance/receivables-reported.ts";
import { accept, create } from "../kernel/decision.ts";
import type { Currency } from "../kernel/money.ts";
import type { BusinessDate, CompanyCode, Instant } from "../kernel/values.ts";
import type { Receivables } from "./receivables.ts";
import { type ReceivablesPage, ReceivablesPages, type ReceivablesReport, ReceivablesReports, type ReportRunId } from "./receivables-report.table.ts";

type Total = Receivables["totals"][number];
type CustomerRow = Receivables["customers"][number];
type Sum = "notDue" | "days1To30" | "days31To60" | "days61To90" | "over90" | "total";

/** Customers on one page: some 60 KB, far from what one item may hold (400 KB). */
const CUSTOMERS_A_PAGE = 400;

/** The customers of one currency, page by page, each page to be stored in a transaction of its own: no number of customers is too many. */
export function pagesOf({ customers }: Receivables, currency: Currency, run: ReportRunId): ReceivablesPage[] {
  const rows = customers.filter((row) => row.currency === currency).map(({ customerId, invoices, ...row }) => ({ customerId, invoices, ...minorOf(row) }));
  return Array.from({ length: Math.ceil(rows.length / CUSTOMERS_A_PAGE) }, (_, at) => ({
    version: 1,
    run,
    page: at + 1,
    rows: rows.slice(at * CUSTOMERS_A_PAGE, (at + 1) * CUSTOMERS_A_PAGE),
  }));
}
export const storePage = (page: ReceivablesPage) => accept(page, [create(ReceivablesPages, page, "already-done")]);

/** Stores one currency's totals of a night, after its pages, and tells it. The report of a date is made once; what changes later is in the next one. */
export function reportReceivables({ company, asOf }: Receivables, row: Total, run: ReportRunId, takenAt: Instant) {
  const { currency, customers, invoices, notDue, days1To30, days31To60, days61To90, over90, total } = row;
  const report: ReceivablesReport = { version: 1, company, asOf, currency, takenAt, run, customers, invoices, ...minorOf(row) };
  const fact = { company, asOf, customers, openInvoices: invoices, notDue, days1To30, days31To60, days61To90, over90, total };
  return accept(report, [create(ReceivablesReports, report, "already-done")], [ReceivablesReported.of(fact)]);
}

/** A night's reports read back: the same rows as were aged, and the moment they were. `undefined` where there was no report. */
export function receivablesOf(
  company: CompanyCode,
  asOf: BusinessDate,
  reports: readonly { readonly report: ReceivablesReport; readonly rows: ReceivablesPage["rows"] }[],
): (Receivables & { takenAt: Instant }) | undefined {
  const first = reports[0];
  if (first === undefined) return undefined;
  return {
    company,
    asOf,
    takenAt: first.report.takenAt,
    customers: reports.flatMap(({ report: { currency }, rows }) =>
      rows.map((row): CustomerRow => ({ customerId: row.customerId, currency, invoices: row.invoices, ...moneyOf(row, currency) })),
    ),
    totals: reports.map(
      ({ report }): Total => ({ currency: report.currency, customers: report.customers, invoices: report.invoices, ...moneyOf(report, report.currency) }),
    ),
  };
}

function minorOf(row: Readonly<Record<Sum, { readonly minor: number }>>): Record<Sum, number> {
  const { notDue, days1To30, days31To60, days61To90, over90, total } = row;
  return {
    notDue: notDue.minor,
    days1To30: days1To30.minor,
    days31To60: days31To60.minor,
    days61To90: days61To90.minor,
    over90: over90.minor,
    total: total.minor,
  };
}
function moneyOf(row: Readonly<Record<Sum, number>>, currency: Currency): Record<Sum, { minor: number; currency: Currency }> {
  const money = (name: Sum) => ({ minor: row[name], currency });
  return {
    notDue: money("notDue"),
    days1To30: money("days1To30"),
    days31To60: money("days31To60"),
    days61To90: money("days61To90"),
    over90: money("over90"),
    total: money("total"),
  };
}
