import { agreeBilling, billOfOrder, billOfShipment } from "../../domain/finance/billing.ts";
import { Billings } from "../../domain/finance/billing.table.ts";
import { InvoiceNumbers } from "../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { dateOf } from "../../domain/kernel/values.ts";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { issueOnce } from "../_steps/finance/issue-invoice.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Issue the invoice of an order, or agree how its shipments are billed",
  on: OrderPlaced,
  emits: [InvoiceIssued],
  touches: [Invoices, InvoiceNumbers, Billings, JournalEntries, LedgerPeriods],
  // All invoices of a company meet in its series: more at once would only decide again and again.
  concurrency: 2,
  async run(order, { store, event }) {
    await issueOnce(store, billOfOrder(order), order.placedOn ?? dateOf(event.occurredAt));
    if (order.invoicing === "on-order") return;
    const agreed = await store.commit(agreeBilling(order, await store.find(Billings, order.orderId)));
    if (!agreed.ok) return;
    for (const shipment of agreed.value.pendingShipments) await issueOnce(store, billOfShipment(agreed.value, shipment), shipment.dispatchedOn);
  },
});
export const { handler } = useCase;
