import { Books } from "../../domain/finance/books.table.ts";
import { InvoiceNumbers } from "../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { reportReceivables } from "../../domain/finance/receivables-report.ts";
import { ReceivablesReports } from "../../domain/finance/receivables-report.table.ts";
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
  touches: [Invoices, InvoiceNumbers, ReceivablesReports],
  async run({ store, now }) {
    for (const company of await billingCompanies(store)) {
      const aged = await ageReceivables(store, company, dateOf(now));
      if (aged === undefined) continue;
      for (const row of aged.totals) await store.commit(reportReceivables(aged, row));
    }
  },
});
export const { handler } = useCase;
