import { awaitOrder, billOfShipment, pendingOf } from "../../domain/finance/billing.ts";
import { Billings } from "../../domain/finance/billing.table.ts";
import { InvoiceNumbers } from "../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { issueOnce } from "../_steps/finance/issue-invoice.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Issue the invoice of a shipment where its order is billed as it ships",
  on: ShipmentDispatched,
  emits: [InvoiceIssued],
  touches: [Invoices, InvoiceNumbers, Billings, JournalEntries, LedgerPeriods],
  concurrency: 2,
  async run(shipment, { store }) {
    if (shipment.invoicing === "on-order") return;
    const pending = pendingOf(shipment);
    const billing = await store.find(Billings, shipment.orderId);
    if (billing?.status === "agreed") await issueOnce(store, billOfShipment(billing, pending), pending.dispatchedOn);
    else await store.commit(awaitOrder({ orderId: shipment.orderId, ...pending }, billing));
  },
});
export const { handler } = useCase;
