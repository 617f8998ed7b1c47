import * as z from "zod";
import { CreditNotes } from "../../domain/finance/credit-note.table.ts";
import { InvoiceView, viewOfInvoice } from "../../domain/finance/invoice-view.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { InvoiceId } from "../../domain/kernel/values.ts";
import { notFound } from "../_runtime/table-reader.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show an invoice with its lines, taxes, payments, credit notes and what is still owed",
  route: "GET /finance/invoices/{id}",
  scope: "finance:read",
  input: z.strictObject({ id: InvoiceId }),
  output: InvoiceView,
  title: "number",
  refuses: { invoice_not_found: "not_found" },
  touches: [Invoices, CreditNotes],
  async run({ id }, { store }) {
    const invoice = await store.get(Invoices, id);
    // A withheld one is the trace of a cancel, not an invoice.
    if (invoice.status === "withheld") throw notFound(Invoices);
    // A cancel credits what was billed with the order, whose id all three share; what was billed with a shipment stays.
    const mayBeCredited = invoice.shipmentId === undefined && invoice.version > 1;
    return viewOfInvoice(invoice, mayBeCredited ? await store.find(CreditNotes, id) : undefined);
  },
});
export const { handler } = useCase;
