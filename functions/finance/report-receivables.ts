import { Books } from "../../domain/finance/books.table.ts";
import { InvoiceNumbers } from "../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { pagesOf, reportReceivables, storePage } from "../../domain/finance/receivables-report.ts";
import { ReceivablesPages, ReceivablesReports, ReportRunId } from "../../domain/finance/receivables-report.table.ts";
import { dateOf } from "../../domain/kernel/values.ts";
import { ReceivablesReported } from "../../events/finance/receivables-reported.ts";
import { schedule } from "../_runtime/use-case.ts";
import { ageReceivables } from "../_steps/finance/age-receivables.ts";
import { billingCompanies } from "../_steps/finance/billing-companies.ts";

export const useCase = schedule({
  summary: "Store the aged receivables of each company and currency for the night",
  every: "cron(15 1 * * ? *)",
  tenants: Books,
  emits: [ReceivablesReported],
  touches: [Invoices, InvoiceNumbers, ReceivablesReports, ReceivablesPages],
  async run({ store, now, newId }) {
    const asOf = dateOf(now);
    for (const company of await billingCompanies(store)) {
      const aged = await ageReceivables(store, company, asOf);
      if (aged === undefined) continue;
      for (const total of aged.totals) {
        if ((await store.find(ReceivablesReports, `${company}#${asOf}#${total.currency}`)) !== undefined) continue;
        const run = newId(ReportRunId);
        for (const page of pagesOf(aged, total.currency, run)) await store.commit(storePage(page));
        await store.commit(reportReceivables(aged, total, run, now));
      }
    }
  },
});
export const { handler } = useCase;
