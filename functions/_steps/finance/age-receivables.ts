import { Invoices } from "../../../domain/finance/invoice.table.ts";
import { Ageing, type Receivables } from "../../../domain/finance/receivables.ts";
import { addDays, type BusinessDate, type CompanyCode } from "../../../domain/kernel/values.ts";
import type { ReadStore } from "../../_runtime/store.ts";

/**
 * Ages what was owed at the end of a day: what is open now and what was settled after that day, which is one stretch of the index.
 * `undefined` where there are more invoices than `most`.
 */
export async function ageReceivables(
  store: ReadStore,
  company: CompanyCode,
  asOf: BusinessDate,
  most = Number.POSITIVE_INFINITY,
): Promise<Receivables | undefined> {
  const ageing = new Ageing(asOf);
  let cursor: string | undefined;
  let read = 0;
  do {
    const page = await store.query(Invoices, "receivables", [company], { from: [addDays(asOf, 1)], limit: 100, cursor });
    read += page.items.length;
    if (read > most) return undefined;
    for (const item of page.items) if (item.status !== "withheld") ageing.add(item);
    cursor = page.next;
  } while (cursor !== undefined);
  return ageing.result(company);
}
