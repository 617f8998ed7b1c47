import { expect } from "vitest";
import { type World, type WorldOptions, world } from "./world.ts";

export const eur = (minor: number) => ({ minor, currency: "EUR" });
export interface Goods {
  readonly sku: string;
  readonly price?: number;
  readonly cost?: number;
  readonly onHand?: number;
  readonly kind?: "goods" | "service";
  readonly taxCode?: string;
}

/** A tenant with a customer, products and stock, all made through the API. */
export async function shop(goods: readonly Goods[], options: WorldOptions = {}) {
  const erp = await world(options);
  const customerId: string = (await erp.must("sales/register-customer", { body: { name: "Ada's Bikes" } })).id;
  for (const { sku, price = 10_000, kind = "goods", taxCode = "S19" } of goods)
    await erp.must("catalog/add-product", { body: { sku, name: sku, kind, listPrice: eur(price), taxCode } });
  await erp.settle();
  for (const { sku, cost = 4_000, onHand = 0, kind = "goods" } of goods)
    if (onHand > 0 && kind === "goods") await erp.must("inventory/receive-goods", { body: { lines: [{ sku, quantity: onHand, unitCost: eur(cost) }] } });
  await erp.settle();
  const order = async (lines: readonly { sku: string; quantity: number; unitPrice?: object; discountPercent?: number }[], more: object = {}): Promise<string> =>
    (await erp.must("sales/place-order", { body: { customerId, lines, ...more } })).id;
  const win = async (lines: readonly { sku: string; quantity: number }[], more: object = {}): Promise<string> => {
    const { id } = await erp.must("sales/open-opportunity", { body: { customerId, title: "A deal", lines } });
    return (await erp.must("sales/win-opportunity", { path: { id }, body: more })).id;
  };
  return {
    erp,
    customerId,
    order,
    win,
    show: (orderId: string) => erp.must("sales/show-order", { path: { id: orderId } }),
    level: (sku: string) => erp.must("inventory/show-stock-level", { path: { sku } }),
    invoices: (orderId: string) => erp.must("finance/list-invoices", { query: { orderId } }),
    ship: (orderId: string, lines?: readonly { lineNo: number; quantity: number }[]) =>
      erp.must("inventory/dispatch-shipment", { body: { orderId, ...(lines === undefined ? {} : { lines }) } }),
    cancel: (orderId: string) => erp.must("sales/cancel-order", { path: { id: orderId }, body: { reason: "changed their mind" } }),
    receive: (sku: string, quantity: number, cost = 4_000) =>
      erp.must("inventory/receive-goods", { body: { lines: [{ sku, quantity, unitCost: eur(cost) }] } }),
    pay: (invoiceId: string, minor: number) =>
      erp.must("finance/record-payment", { body: { customerId, amount: eur(minor), method: "bank-transfer", allocations: [{ invoiceId }] } }),
  };
}

const period = () => new Date().toISOString().slice(0, 7);

/** Closing balances of a month by account, in minor units, debit positive. */
export async function closingsOf(erp: World, period: string): Promise<Record<string, number>> {
  const { accounts } = await erp.must("finance/show-trial-balance", { query: { period } });
  return Object.fromEntries(accounts.map(({ account, closing }: { account: string; closing: { minor: number } }) => [account, closing.minor]));
}
/** As {@link closingsOf} this month. */
export const balances = async (erp: World): Promise<Map<string, number>> => new Map(Object.entries(await closingsOf(erp, period())));

async function everyPage(erp: World, name: string, query: Record<string, string> = {}): Promise<any[]> {
  const rows: unknown[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await erp.call(name, { query: { ...query, limit: "100", ...(cursor === undefined ? {} : { cursor }) } });
    rows.push(...body.data);
    cursor = body.next;
  } while (cursor !== undefined);
  return rows;
}

/** What must hold of any tenant at rest, whatever happened to it. */
export async function expectSound(erp: World): Promise<void> {
  const levels = await everyPage(erp, "inventory/list-stock-levels");
  for (const level of levels) {
    expect(level.reserved, level.sku).toBeGreaterThanOrEqual(0);
    expect(level.available, level.sku).toBeGreaterThanOrEqual(0);
    expect(level.reserved + level.available, level.sku).toBeCloseTo(level.onHand, 6);
    // Nobody waits beside free goods.
    expect(Math.min(level.backOrdered, level.available), level.sku).toBe(0);
  }
  const books = await balances(erp);
  expect([...books.values()].reduce((sum, each) => sum + each, 0)).toBe(0);
  expect(books.get("1200") ?? 0).toBe(levels.reduce((sum, { value }) => sum + (value?.minor ?? 0), 0));
  const open = await everyPage(erp, "finance/list-invoices", { status: "open" });
  expect(books.get("1100") ?? 0).toBe(open.reduce((sum, invoice) => sum + invoice.open.minor, 0));
  const numbers = erp.facts("InvoiceIssued").map(({ data }) => Number(data.number.split("-").at(-1)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
}
