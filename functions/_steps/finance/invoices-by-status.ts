import { type Invoice, type InvoiceItem, Invoices, NOT_SETTLED } from "../../../domain/finance/invoice.table.ts";
import type { CompanyCode } from "../../../domain/kernel/values.ts";
import type { Page, PageRequest, ReadStore } from "../../_runtime/store.ts";

/** A page that found little ends here and not at the function's time; its cursor goes on. */
const MOST_READS = 20;
/** A settled one sorts by its date, so before any year of five digits and before {@link NOT_SETTLED}. */
const LAST_DAY = "9999-12-30";

/**
 * A company's invoices of one status: the open ones by due date, oldest first; the settled ones by the day they were, newest first.
 * Paid and credited ones stand in one stretch, so the page is filled with those that are asked for. It never reads past its last one: the cursor is exact.
 */
export async function invoicesByStatus(
  store: ReadStore,
  company: CompanyCode,
  status: Invoice["status"] | undefined,
  { limit = 25, cursor }: PageRequest,
): Promise<Page<InvoiceItem>> {
  const stretch =
    status === undefined ? { order: "descending" as const } : status === "open" ? { from: [NOT_SETTLED] } : { to: [LAST_DAY], order: "descending" as const };
  const items: InvoiceItem[] = [];
  let next = cursor;
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page = await store.query(Invoices, "receivables", [company], { ...stretch, limit: limit - items.length, cursor: next });
    items.push(...page.items.filter((item) => status === undefined || item.status === status));
    next = page.next;
    if (next === undefined || items.length >= limit) break;
  }
  return next === undefined ? { items } : { items, next };
}
