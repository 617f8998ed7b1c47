import * as z from "zod";
import { type Client, each } from "../kit/client.ts";

const Money = z.object({ minor: z.number(), currency: z.string() });
const Order = z.object({ id: z.string(), placedOn: z.string(), status: z.string(), fulfilment: z.string(), billing: z.string(), payment: z.string() });
const InvoiceLine = z.object({ sku: z.string(), quantity: z.number(), unitPrice: Money, discountPercent: z.number().optional(), net: Money });
const Invoice = z.object({
  id: z.string(),
  orderId: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  net: Money,
  total: Money,
  open: Money,
  lines: z.array(InvoiceLine),
});
const Level = z.object({ sku: z.string(), onHand: z.number(), reserved: z.number(), backOrdered: z.number(), value: Money.optional() });
const Shipment = z.object({ orderId: z.string(), shippedOn: z.string(), cost: Money, lines: z.array(z.object({ sku: z.string(), quantity: z.number() })) });
const Part = z.object({ lines: z.array(z.object({ sku: z.string(), reserved: z.number(), backOrdered: z.number() })) });
const TrialBalance = z.object({ accounts: z.array(z.object({ account: z.string(), name: z.string(), debit: Money, credit: Money, closing: Money })) });
const Receivables = z.object({ totals: z.array(z.object({ total: Money })) });

/** What Weft says at the end, read through the API alone. */
export interface Books {
  readonly orders: readonly z.output<typeof Order>[];
  readonly invoices: readonly z.output<typeof Invoice>[];
  readonly levels: readonly z.output<typeof Level>[];
  readonly shipments: readonly z.output<typeof Shipment>[];
  /** Of the orders that have not left. */
  readonly waiting: readonly z.output<typeof Part>["lines"][number][];
  /** Of the last month. */
  readonly trialBalance: readonly z.output<typeof TrialBalance>["accounts"][number][];
  /** Sales by year, as the ledger has them. */
  readonly salesByYear: ReadonlyMap<string, number>;
  /** What the aged receivables of the last day come to. */
  readonly receivables: number;
}

/** Reads everything back. `lastDay` is the last one that was played. */
export async function readBooks(client: Client, lastDay: string, unshipped: readonly string[]): Promise<Books> {
  const orders = await client.list("/sales/orders", Order);
  const heads = await client.list("/finance/invoices", z.object({ id: z.string() }));
  const invoices: z.output<typeof Invoice>[] = [];
  await each(heads, 8, async ({ id }) => invoices.push(await client.get(`/finance/invoices/${id}`, Invoice)));
  const waiting: z.output<typeof Part>["lines"] = [];
  for (const id of unshipped) for (const part of await client.get(`/inventory/reservations?orderId=${id}`, z.array(Part))) waiting.push(...part.lines);
  const balanceOf = async (period: string) => (await client.get(`/finance/trial-balance?period=${period}`, TrialBalance)).accounts;
  const salesByYear = new Map<string, number>();
  let before = 0;
  for (const year of [...new Set(orders.map(({ placedOn }) => placedOn.slice(0, 4)))].sort()) {
    const sales = -((await balanceOf(`${year}-12`)).find(({ account }) => account === "4000")?.closing.minor ?? 0);
    salesByYear.set(year, sales - before);
    before = sales;
  }
  const { totals } = await client.get(`/finance/receivables?asOf=${lastDay}`, Receivables);
  return {
    orders,
    invoices,
    levels: await client.list("/inventory/stock-levels", Level),
    shipments: await client.list("/inventory/shipments", Shipment),
    waiting,
    trialBalance: await balanceOf(lastDay.slice(0, 7)),
    salesByYear,
    receivables: totals.reduce((sum, row) => sum + row.total.minor, 0),
  };
}
