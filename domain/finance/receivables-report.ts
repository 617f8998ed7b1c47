import { ReceivablesReported } from "../../events/finance/receivables-reported.ts";
import { accept, create } from "../kernel/decision.ts";
import { type ReceivablesReport, ReceivablesReports } from "./receivables-report.table.ts";
import type { Receivables } from "./receivables.ts";

/** Stores one currency's row of a night and tells it. The report of a date is made once; what changes later is in the next one. */
export function reportReceivables({ company, asOf }: Receivables, row: Receivables["totals"][number]) {
  const { currency, customers, invoices, notDue, days1To30, days31To60, days61To90, over90, total } = row;
  const report: ReceivablesReport = {
    version: 1,
    company,
    asOf,
    currency,
    customers,
    invoices,
    notDue: notDue.minor,
    days1To30: days1To30.minor,
    days31To60: days31To60.minor,
    days61To90: days61To90.minor,
    over90: over90.minor,
    total: total.minor,
  };
  const fact = { company, asOf, customers, openInvoices: invoices, notDue, days1To30, days31To60, days61To90, over90, total };
  return accept(report, [create(ReceivablesReports, report, "already-done")], [ReceivablesReported.of(fact)]);
}
