import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { CompanyCode } from "../kernel/values.ts";

/**
 * The last number given out in one company and year. Read and moved on in the transaction that creates the document which bears the number:
 * of two that read the same number one is decided again, so no number is given twice and none is lost (VAT Directive 2006/112/EC, art. 226 (2)).
 */
export const InvoiceSeries = z.object({
  version: z.int(),
  company: CompanyCode,
  year: z.string(),
  kind: z.enum(["invoice", "credit-note"]),
  last: z.int().min(1),
});
export type InvoiceSeries = z.infer<typeof InvoiceSeries>;

/** Credit notes count apart from invoices. `all` tells which companies have ever billed; its keys never move, so it costs nothing a number. */
export const InvoiceNumbers = collection({
  context: "finance",
  noun: "invoice-series",
  schema: InvoiceSeries,
  id: (series) => seriesId(series),
  indexes: { all: { slot: "gsi1", key: (series: InvoiceSeries) => ({ partition: ["all"], sort: [seriesId(series)] }) } },
});

export const seriesId = ({ company, year, kind }: Pick<InvoiceSeries, "company" | "year" | "kind">): string =>
  kind === "invoice" ? `${company}#${year}` : `${company}#${year}#CN`;
