import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { BusinessDate, CompanyCode } from "../kernel/values.ts";

/** One night's aged receivables of a company in one currency, in minor units. Never changed. */
export const ReceivablesReport = z.object({
  version: z.int(),
  company: CompanyCode,
  asOf: BusinessDate,
  currency: Currency,
  customers: z.int(),
  invoices: z.int(),
  notDue: z.int(),
  days1To30: z.int(),
  days31To60: z.int(),
  days61To90: z.int(),
  over90: z.int(),
  total: z.int(),
});
export type ReceivablesReport = z.infer<typeof ReceivablesReport>;

/** One for each date: a night that runs twice reports once. */
export const ReceivablesReports = collection({
  context: "finance",
  noun: "receivables-report",
  schema: ReceivablesReport,
  id: ({ company, asOf, currency }) => `${company}#${asOf}#${currency}`,
  indexes: {},
});
