import * as z from "zod";
import { balanceOf, CustomerBalance, MOST_OPEN, refusals } from "../../domain/finance/customer-balance.ts";
import { CustomerCredits } from "../../domain/finance/customer-credit.table.ts";
import { Debtors } from "../../domain/finance/debtor.table.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { CompanyCode, CustomerId, MAIN_COMPANY } from "../../domain/kernel/values.ts";
import { CallerError } from "../_runtime/caller-error.ts";
import { notFound } from "../_runtime/table-reader.ts";
import { query } from "../_runtime/use-case.ts";
import { customerAccount } from "../_steps/finance/customer-account.ts";

export const useCase = query({
  summary: "Show a customer's balance: what is owed, what is overdue, and what credit is left",
  route: "GET /finance/customer-balance",
  scope: "finance:read",
  input: z.strictObject({ customerId: CustomerId, company: CompanyCode.default(MAIN_COMPANY) }),
  output: CustomerBalance,
  refuses: refusals,
  touches: [Debtors, Invoices, CustomerCredits],
  async run({ customerId, company }, { store, now }) {
    const account = await customerAccount(store, company, customerId);
    if (account === undefined) throw new CallerError(413, "balance_too_large", `More than ${MOST_OPEN} invoices are open. The list of invoices shows them.`);
    const isUnheard = account.invoices.length === 0 && account.credits.length === 0;
    // Whoever has an invoice is known; of anybody else finance has heard when they were registered.
    if (isUnheard && (await store.find(Debtors, customerId)) === undefined) throw notFound(Debtors);
    return balanceOf({ customerId, company }, account.invoices, account.credits, now);
  },
});
export const { handler } = useCase;
