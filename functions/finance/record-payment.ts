import { CustomerCredits } from "../../domain/finance/customer-credit.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { PaymentIn, recordPayment, refusals } from "../../domain/finance/payment.ts";
import { Payment, Payments } from "../../domain/finance/payment.table.ts";
import { PaymentId } from "../../domain/kernel/values.ts";
import { InvoicePaid } from "../../events/finance/invoice-paid.ts";
import { PaymentReceived } from "../../events/finance/payment-received.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Record a payment against invoices, in part, in full or over",
  route: "POST /finance/payments",
  scope: "finance:write",
  status: 201,
  input: PaymentIn,
  output: Payment,
  emits: [PaymentReceived, InvoicePaid],
  refuses: refusals,
  touches: [Payments, Invoices, CustomerCredits, JournalEntries, LedgerPeriods],
  async run(given, { store, now, newId }) {
    const invoices = await store.getMany(
      Invoices,
      given.allocations.map((each) => each.invoiceId),
    );
    return store.commit(recordPayment(given, invoices, newId(PaymentId), now));
  },
});
export const { handler } = useCase;
