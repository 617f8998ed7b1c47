import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, id, Instant } from "../kernel/values.ts";

/** One making of a report. Two that meet never mix: each writes pages of its own, and the totals name those that count. */
export const ReportRunId = id("ReportRunId");
export type ReportRunId = z.infer<typeof ReportRunId>;

const sums = { notDue: z.int(), days1To30: z.int(), days31To60: z.int(), days61To90: z.int(), over90: z.int(), total: z.int() };

/** One night's aged receivables of a company in one currency, in minor units. Never changed. */
export const ReceivablesReport = z.object({
  version: z.int(),
  company: CompanyCode,
  asOf: BusinessDate,
  currency: Currency,
  takenAt: Instant,
  /** Whose pages hold the customers. */
  run: ReportRunId,
  customers: z.int(),
  invoices: z.int(),
  ...sums,
});
export type ReceivablesReport = z.infer<typeof ReceivablesReport>;

/** One for each date: a night that runs twice reports once. It is written last, so that where it stands its pages stand too. */
export const ReceivablesReports = collection({
  context: "finance",
  noun: "receivables-report",
  schema: ReceivablesReport,
  id: ({ company, asOf, currency }) => `${company}#${asOf}#${currency}`,
  indexes: {
    byDate: { slot: "gsi1", key: ({ company, asOf, currency }: ReceivablesReport) => ({ partition: [company], sort: [asOf, currency] }) },
  },
});

/** Some of the customers of a report, in minor units of its currency. */
export const ReceivablesPage = z.object({
  version: z.int(),
  run: ReportRunId,
  page: z.int().min(1).max(99_999),
  rows: z.array(z.object({ customerId: CustomerId, invoices: z.int(), ...sums })).min(1),
});
export type ReceivablesPage = z.infer<typeof ReceivablesPage>;

export const ReceivablesPages = collection({
  context: "finance",
  noun: "receivables-page",
  schema: ReceivablesPage,
  id: ({ run }) => run,
  sort: ({ page }) => String(page).padStart(5, "0"),
  indexes: {},
});
