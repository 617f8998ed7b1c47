import { MOST_CUSTOMERS, type Receivables } from "../../../domain/finance/receivables.ts";
import { receivablesOf } from "../../../domain/finance/receivables-report.ts";
import { type ReceivablesPage, ReceivablesPages, type ReceivablesReport, ReceivablesReports } from "../../../domain/finance/receivables-report.table.ts";
import type { BusinessDate, CompanyCode } from "../../../domain/kernel/values.ts";
import type { ReadStore } from "../../_runtime/store.ts";

/** What the report of a night said. `undefined` where there was none, or where it names more customers than one answer can show. */
export async function storedReceivables(store: ReadStore, company: CompanyCode, asOf: BusinessDate): Promise<Receivables | undefined> {
  const { items } = await store.query(ReceivablesReports, "byDate", [company], { from: [asOf], to: [asOf], limit: 100 });
  if (items.reduce((customers, report) => customers + report.customers, 0) > MOST_CUSTOMERS) return undefined;
  const reports = [];
  for (const report of items) reports.push({ report, rows: await rowsOf(store, report) });
  return receivablesOf(company, asOf, reports);
}

async function rowsOf(store: ReadStore, { run }: ReceivablesReport): Promise<ReceivablesPage["rows"]> {
  const rows: ReceivablesPage["rows"] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await store.range(ReceivablesPages, run, { limit: 100, cursor });
    for (const page of items) rows.push(...page.rows);
    cursor = next;
  } while (cursor !== undefined);
  return rows;
}
