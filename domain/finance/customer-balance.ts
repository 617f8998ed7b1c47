import * as z from "zod";
import { Currency } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, CustomerId, dateOf, Instant, InvoiceId, OrderId } from "../kernel/values.ts";
import { Balance } from "./balance.ts";
import type { CustomerCredit } from "./customer-credit.table.ts";
import type { Invoice } from "./invoice.table.ts";

export const refusals = { debtor_not_found: "not_found", balance_too_large: "too_large" } as const;
/** Open invoices that one balance adds up: ten pages, read twice over. */
export const MOST_OPEN = 1_000;

const InOneCurrency = z.object({
  currency: Currency,
  invoices: z.int().meta({ description: "Invoices that something is owed on" }),
  owed: Balance.meta({ description: "The customer's part of account 1100" }),
  overdue: Balance.meta({ description: "What of it was due before today" }),
  credit: Balance.meta({ description: "What the company owes the customer: the customer's part of account 2200" }),
  net: Balance.meta({ description: "Owed less credit; below 0 where the company owes more" }),
});
type InOneCurrency = z.output<typeof InOneCurrency>;

const OpenItem = z.object({
  invoiceId: InvoiceId,
  number: z.string(),
  orderId: OrderId,
  issuedOn: BusinessDate,
  dueOn: BusinessDate,
  total: Balance,
  open: Balance,
});

/** A customer's account with a company at one moment: equal to the ledger to the cent, each currency for itself. */
export const CustomerBalance = z
  .object({
    customerId: CustomerId,
    company: CompanyCode,
    asOf: Instant.meta({ description: "The moment at which all of it was so" }),
    balances: z.array(InOneCurrency),
    openItems: z.array(OpenItem).meta({ description: "What is owed, the longest due first" }),
  })
  .meta({ id: "CustomerBalance" });
export type CustomerBalance = z.output<typeof CustomerBalance>;

/** Adds up what one customer owes and is owed. `invoices` are all of the customer's that are open in the company. */
export function balanceOf(
  { customerId, company }: Pick<CustomerBalance, "customerId" | "company">,
  invoices: readonly Invoice[],
  credits: readonly CustomerCredit[],
  asOf: Instant,
): CustomerBalance {
  const currencies = new Set([...invoices, ...credits.filter(({ minor }) => minor !== 0)].map(({ currency }) => currency));
  const today = dateOf(asOf);
  const balances = [...currencies].sort().map((currency) => {
    const owed = invoices.filter((invoice) => invoice.currency === currency);
    return inCurrency(currency, owed, credits.find((credit) => credit.currency === currency)?.minor ?? 0, today);
  });
  const openItems = invoices.toSorted(byDueDay).map((invoice) => {
    const { id, number, orderId, issuedOn, dueOn, currency } = invoice;
    const money = (minor: number) => ({ minor, currency });
    return { invoiceId: id, number, orderId, issuedOn, dueOn, total: money(invoice.total), open: money(invoice.open) };
  });
  return { customerId, company, asOf, balances, openItems };
}

function inCurrency(currency: Currency, invoices: readonly Invoice[], credit: number, today: BusinessDate): InOneCurrency {
  const money = (minor: number) => ({ minor, currency });
  const sum = (of: readonly Invoice[]) => of.reduce((all, { open }) => all + open, 0);
  const owed = sum(invoices);
  const overdue = sum(invoices.filter(({ dueOn }) => dueOn < today));
  return { currency, invoices: invoices.length, owed: money(owed), overdue: money(overdue), credit: money(credit), net: money(owed - credit) };
}

const byDueDay = (a: Invoice, b: Invoice): number => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1);
