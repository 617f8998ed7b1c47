import * as z from "zod";
import { type Check, check } from "../kit/check.ts";
import type { Client } from "../kit/client.ts";

const Money = z.object({ minor: z.int() });
const Order = z.object({ status: z.string(), placedOn: z.string() });
const Invoice = z.object({ id: z.string(), number: z.string(), issuedOn: z.string(), dueOn: z.string(), net: Money, open: Money });
const Notes = z.object({ creditNotes: z.array(z.object({ net: Money })) });
const Level = z.object({ onHand: z.number(), reserved: z.number(), value: Money.optional() });
const TrialBalance = z.object({ accounts: z.array(z.object({ account: z.string(), closing: Money })) });
const Receivables = z.object({ totals: z.array(z.object({ total: Money, notDue: Money })) });

/** What a tenant's books say, read through the API alone. Amounts in cents. */
export interface Books {
  readonly orders: ReadonlyMap<string, number>;
  readonly revenueByYear: ReadonlyMap<string, number>;
  readonly receivables: number;
  readonly overdue: number;
  readonly stock: number;
  readonly checks: readonly Check[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const euros = (minor: number): string => (minor / 100).toFixed(2);

/** Reads the books as they stand at the end of a day, and compares the documents with the ledger. */
export async function readBooks(client: Client, lastDay: string): Promise<Books> {
  const orders = await client.list("/sales/orders", Order);
  const invoices = await client.list("/finance/invoices", Invoice);
  const levels = await client.list("/inventory/stock-levels", Level);
  const { totals } = await client.get(`/finance/receivables?asOf=${lastDay}`, Receivables);
  const closingOf = async (period: string) =>
    new Map((await client.get(`/finance/trial-balance?period=${period}`, TrialBalance)).accounts.map(({ account, closing }) => [account, closing.minor]));
  const last = await closingOf(lastDay.slice(0, 7));
  const closing = (account: string) => last.get(account) ?? 0;
  const revenueByYear = new Map<string, number>();
  for (const year of [...new Set(orders.map(({ placedOn }) => placedOn.slice(0, 4)))].sort()) {
    const until = -((await closingOf(`${year}-12`)).get("4000") ?? 0);
    revenueByYear.set(year, until - sum([...revenueByYear.values()]));
  }
  const credited = await creditedOf(client, invoices);
  const open = sum(invoices.map((invoice) => invoice.open.minor));
  const owed = sum(totals.map(({ total }) => total.minor));
  const worth = sum(levels.map(({ value }) => value?.minor ?? 0));
  const billed = sum(invoices.map(({ net }) => net.minor)) - credited;
  return {
    orders: new Map([...Map.groupBy(orders, ({ status }) => status)].map(([status, ofStatus]) => [status, ofStatus.length])),
    revenueByYear,
    receivables: open,
    overdue: sum(totals.map(({ total, notDue }) => total.minor - notDue.minor)),
    stock: worth,
    checks: [
      check(sum([...last.values()]) === 0, "the trial balance balances"),
      check(
        open === closing("1100") && open === owed,
        `open invoices ${euros(open)}, receivables ${euros(owed)} and the ledger ${euros(closing("1100"))} are one`,
      ),
      check(billed === -closing("4000"), `invoices less credit notes ${euros(billed)} are the ledger's revenue ${euros(-closing("4000"))}`),
      check(worth === closing("1200"), `the stock ${euros(worth)} is the ledger's ${euros(closing("1200"))}`),
      check(
        levels.every(({ onHand, reserved }) => reserved >= 0 && reserved <= onHand),
        "nothing is set aside that is not there",
      ),
    ],
  };
}

/** A credit note is seen with its invoice alone. */
async function creditedOf(client: Client, invoices: readonly z.output<typeof Invoice>[]): Promise<number> {
  let credited = 0;
  for (const { id } of invoices) credited += sum((await client.get(`/finance/invoices/${id}`, Notes)).creditNotes.map(({ net }) => net.minor));
  return credited;
}
