import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Currency } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode } from "../../domain/kernel/values.ts";

/** A sum over all customers: whole minor units, not bound to what one document may carry. */
const Sum = z.object({ minor: z.int(), currency: Currency });

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
    notDue: Sum,
    days1To30: Sum,
    days31To60: Sum,
    days61To90: Sum,
    over90: Sum,
    total: Sum,
  }),
});
