import { MOST_OPEN } from "../../../domain/finance/customer-balance.ts";
import { creditId, type CustomerCredit, CustomerCredits } from "../../../domain/finance/customer-credit.table.ts";
import { type Invoice, Invoices, NOT_SETTLED } from "../../../domain/finance/invoice.table.ts";
import type { CompanyCode, CustomerId } from "../../../domain/kernel/values.ts";
import { temporarilyUnavailable } from "../../_runtime/caller-error.ts";
import type { ReadStore } from "../../_runtime/store.ts";

interface Account {
  readonly invoices: readonly Invoice[];
  readonly credits: readonly CustomerCredit[];
}
const PAGE = 100;
const MOST_LOOKS = 8;

/**
 * What a customer owes and is owed, all of it as it was at one moment: a payment that lowers two invoices and raises the credit is seen whole or not at all.
 * Things are read one by one, so everything is looked at until two looks in a row saw the same versions: between those two, all of it was so.
 * An invoice that was issued moments ago may not be in its index yet; it is missed whole. `undefined` where more than {@link MOST_OPEN} are open.
 */
export async function customerAccount(store: ReadStore, company: CompanyCode, customerId: CustomerId): Promise<Account | undefined> {
  let before: string | undefined;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const account = await look(store, company, customerId);
    if (account === undefined) return undefined;
    const seen = JSON.stringify([
      account.invoices.map(({ id, version }) => [id, version]),
      account.credits.map(({ currency, version }) => [currency, version]),
    ]);
    if (seen === before) return account;
    before = seen;
  }
  throw temporarilyUnavailable();
}

async function look(store: ReadStore, company: CompanyCode, customerId: CustomerId): Promise<Account | undefined> {
  const invoices: Invoice[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < MOST_OPEN; read += PAGE) {
    const page = await store.query(Invoices, "byCustomer", [customerId], { from: [NOT_SETTLED], limit: PAGE, cursor });
    invoices.push(...page.items.flatMap((item) => (item.status === "open" && item.company === company ? [item] : [])));
    cursor = page.next;
    if (cursor === undefined) return { invoices, credits: await creditsOf(store, company, customerId) };
  }
  return undefined;
}

async function creditsOf(store: ReadStore, company: CompanyCode, customerId: CustomerId): Promise<CustomerCredit[]> {
  const credits: CustomerCredit[] = [];
  let cursor: string | undefined;
  // As many as there are currencies at most.
  do {
    const page = await store.range(CustomerCredits, creditId({ company, customerId }), { limit: PAGE, cursor });
    credits.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return credits;
}
