import { revise } from "../kernel/collection.ts";
import { create, replace } from "../kernel/decision.ts";
import type { BusinessDate, CompanyCode } from "../kernel/values.ts";
import { type InvoiceSeries, InvoiceNumbers, seriesId } from "./invoice-series.table.ts";

type Kind = InvoiceSeries["kind"];

/** Where the number of a document of this date is counted. */
export const seriesFor = (kind: Kind, company: CompanyCode, issuedOn: BusinessDate): string => seriesId({ company, kind, year: issuedOn.slice(0, 4) });

/** The next number, `MAIN-2026-000001` or `CN-MAIN-2026-000001`, and the change that takes it. */
export function takeNumber(kind: Kind, company: CompanyCode, issuedOn: BusinessDate, series: InvoiceSeries | undefined) {
  const year = issuedOn.slice(0, 4);
  const last = (series?.last ?? 0) + 1;
  const number = `${kind === "credit-note" ? "CN-" : ""}${company}-${year}-${String(last).padStart(6, "0")}`;
  const change = series === undefined ? create(InvoiceNumbers, { version: 1, company, year, kind, last }) : replace(InvoiceNumbers, revise(series, { last }));
  return { number, change };
}
