import { Debtors } from "../../domain/finance/debtor.table.ts";
import { CustomerCredits } from "../../domain/finance/customer-credit.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { PaymentIn, recordPayment, refusals, unknownCustomer } from "../../domain/finance/payment.ts";
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
  touches: [Payments, Debtors, Invoices, CustomerCredits, JournalEntries, LedgerPeriods],
  async run(given, { store, now, newId }) {
    const invoices = await store.getMany(
      Invoices,
      given.allocations.map((each) => each.invoiceId),
    );
    // Whoever has an invoice is known; only money for nothing in particular must be asked whose it is.
    if (given.allocations.length === 0 && (await store.find(Debtors, given.customerId)) === undefined) return unknownCustomer();
    return store.commit(recordPayment(given, invoices, newId(PaymentId), now));
  },
});
export const { handler } = useCase;
