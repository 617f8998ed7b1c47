import { creditInvoice, unbilled, withholdInvoice } from "../../domain/finance/credit-note.ts";
import { CreditNotes } from "../../domain/finance/credit-note.table.ts";
import { CustomerCredits } from "../../domain/finance/customer-credit.table.ts";
import { seriesFor } from "../../domain/finance/invoice-series.ts";
import { InvoiceNumbers } from "../../domain/finance/invoice-series.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { CreditNoteId, dateOf } from "../../domain/kernel/values.ts";
import { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Credit what of a cancelled order was invoiced and will never leave",
  on: StockReleased,
  emits: [CreditNoteIssued],
  touches: [Invoices, CreditNotes, InvoiceNumbers, CustomerCredits, JournalEntries, LedgerPeriods],
  concurrency: 2,
  async run(released, { store, event }) {
    const lines = unbilled(released);
    if (lines.length === 0 || (await store.find(CreditNotes, CreditNoteId.parse(released.orderId))) !== undefined) return;
    const invoice = await store.find(Invoices, released.orderId);
    if (invoice === undefined) return store.commit(withholdInvoice(released.orderId, lines));
    const issuedOn = released.cancelledOn ?? dateOf(event.occurredAt);
    const series = await store.find(InvoiceNumbers, seriesFor("credit-note", released.company, issuedOn));
    return store.commit(creditInvoice(invoice, lines, series, issuedOn));
  },
});
export const { handler } = useCase;
