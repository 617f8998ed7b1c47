import { type Bill, issueInvoice } from "../../../domain/finance/invoice.ts";
import { seriesFor } from "../../../domain/finance/invoice-series.ts";
import { InvoiceNumbers } from "../../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../../domain/finance/invoice.table.ts";
import type { FactOf } from "../../../domain/kernel/event.ts";
import type { BusinessDate } from "../../../domain/kernel/values.ts";
import type { InvoiceIssued } from "../../../events/finance/invoice-issued.ts";
import type { Store } from "../../_runtime/store.ts";

/** Issues one invoice in a transaction of its own. One that was issued before stays as it is, so every delivery may come again. */
export async function issueOnce(store: Store<FactOf<typeof InvoiceIssued>>, bill: Bill, issuedOn: BusinessDate): Promise<void> {
  if (bill.lines.length === 0) return;
  const [kept, series] = await Promise.all([store.find(Invoices, bill.id), store.find(InvoiceNumbers, seriesFor("invoice", bill.company, issuedOn))]);
  await store.commit(issueInvoice(bill, kept, series, issuedOn));
}
