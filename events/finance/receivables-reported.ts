import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode } from "../../domain/kernel/values.ts";

export const ReceivablesReported = defineEvent({
  context: "finance",
  name: "ReceivablesReported",
  version: 1,
  visibility: "public",
  about: "The night's aged receivables of one company in one currency are stored and can be read. Buckets count days past due.",
  noun: "receivables-report",
  subject: ({ company, asOf, total }) => `${company}#${asOf}#${total.currency}`,
  data: z.object({
    company: CompanyCode,
    asOf: BusinessDate,
    customers: z.int(),
    openInvoices: z.int(),
    notDue: Money,
    days1To30: Money,
    days31To60: Money,
    days61To90: Money,
    over90: Money,
    total: Money,
  }),
});
