import { Invoices } from "../../../domain/finance/invoice.table.ts";
import { Ageing, type Receivables } from "../../../domain/finance/receivables.ts";
import { addDays, type BusinessDate, type CompanyCode } from "../../../domain/kernel/values.ts";
import type { ReadStore } from "../../_runtime/store.ts";

/**
 * Ages what was owed at the end of a day: what is open now and what was settled after that day, which is one stretch of the index.
 * It is read from the open ones back: one that is settled meanwhile moves to where the reading still comes, is met twice and counted once.
 * Read the other way it could slip past. `undefined` where there are more invoices than `most`.
 */
export async function ageReceivables(
  store: ReadStore,
  company: CompanyCode,
  asOf: BusinessDate,
  most = Number.POSITIVE_INFINITY,
): Promise<Receivables | undefined> {
  const ageing = new Ageing(asOf);
  let cursor: string | undefined;
  const counted = new Set<string>();
  do {
    const page = await store.query(Invoices, "receivables", [company], { from: [addDays(asOf, 1)], order: "descending", limit: 100, cursor });
    for (const item of page.items) {
      if (item.status === "withheld" || counted.has(item.id)) continue;
      counted.add(item.id);
      ageing.add(item);
    }
    if (counted.size > most) return undefined;
    cursor = page.next;
  } while (cursor !== undefined);
  return ageing.result(company);
}
