import { InvoiceNumbers } from "../../../domain/finance/invoice-series.table.ts";
import type { CompanyCode } from "../../../domain/kernel/values.ts";
import type { ReadStore } from "../../_runtime/store.ts";

/** Every company that ever issued an invoice. */
export async function billingCompanies(store: ReadStore): Promise<Set<CompanyCode>> {
  const companies = new Set<CompanyCode>();
  let cursor: string | undefined;
  do {
    const page = await store.query(InvoiceNumbers, "all", ["all"], { limit: 100, cursor });
    for (const { company } of page.items) companies.add(company);
    cursor = page.next;
  } while (cursor !== undefined);
  return companies;
}
