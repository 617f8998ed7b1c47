import * as z from "zod";
import { type Client, each, eventually } from "../kit/client.ts";
import { customerBody, opportunityBody, productBody, receiptLine, skuOf, winBody } from "./map.ts";
import { type Day, daysOf } from "./plan.ts";
import type { Northwind, OrderRow, ProductRow } from "./read.ts";
import { rules } from "./rules.ts";

const AT_ONCE = 4;
/** Lines that a receipt takes. */
const LINES_PER_RECEIPT = 40;

const WithId = z.object({ id: z.string() });
const Placed = z.object({ id: z.string(), billing: z.string(), lines: z.array(z.object({ reserved: z.number(), backOrdered: z.number() })) });
const Receipt = z.object({ lines: z.array(z.object({ sku: z.string(), quantity: z.number(), value: z.object({ minor: z.int() }) })) });
const Part = z.object({ lines: z.array(z.object({ sku: z.string(), backOrdered: z.number() })) });
const Level = z.object({ sku: z.string(), backOrdered: z.number() });
const Shipment = z.object({ remaining: z.array(z.unknown()) });
const Owed = z.array(z.object({ id: z.string(), open: z.object({ minor: z.int(), currency: z.string() }) }));

/** What was done, for the books of whoever checks them. */
export interface Played {
  /** Weft's ids by Northwind's order numbers. */
  readonly orders: Map<string, string>;
  /** What came in, opening stock included: quantity by SKU. */
  readonly received: Map<string, number>;
  /** Cents by payment. */
  readonly payments: number[];
  readonly shipments: string[];
}

/** Plays the company's life in the order of its days. `tell` hears of each day. */
export async function play(client: Client, northwind: Northwind, tell: (day: Day) => void = () => {}): Promise<Played> {
  const stage = new Stage(client, northwind);
  await stage.open();
  for (const day of daysOf(northwind.orders)) {
    await stage.win(day.won);
    await stage.ship(day.shipped, await stage.receiveWhatLacks(day));
    await stage.collect(day);
    tell(day);
  }
  await stage.close();
  return stage.played;
}

class Stage {
  readonly #client: Client;
  readonly #northwind: Northwind;
  readonly #customers = new Map<string, string>();
  readonly #products: ReadonlyMap<string, ProductRow>;
  readonly played: Played = { orders: new Map(), received: new Map(), payments: [], shipments: [] };

  constructor(client: Client, northwind: Northwind) {
    this.#client = client;
    this.#northwind = northwind;
    this.#products = new Map(northwind.products.map((product) => [skuOf(product.productID), product]));
  }

  /** Customers, products, and the stock of the beginning. */
  async open(): Promise<void> {
    const { customers, products } = this.#northwind;
    await each(customers, AT_ONCE, async (row) => {
      const { id } = await this.#client.post("/sales/customers", `nw-customer-${row.customerID}`, customerBody(row), WithId);
      this.#customers.set(row.customerID, id);
    });
    await each(products, AT_ONCE, (row) => this.#client.post("/catalog/products", `nw-product-${row.productID}`, productBody(row), z.unknown()));
    await eventually("a stock level for each product", async () => {
      const levels = await this.#client.list("/inventory/stock-levels", Level);
      return levels.length >= products.length ? levels : undefined;
    });
    const stocked = products.filter(({ unitsInStock }) => unitsInStock > 0);
    await this.#receive("opening", rules.openingOn, new Map(stocked.map(({ productID, unitsInStock }) => [skuOf(productID), unitsInStock])));
  }

  /** Each order is a deal that is opened and won on its day; it is waited for until goods are set aside (or waited for) and the invoice is there. */
  async win(orders: readonly OrderRow[]): Promise<void> {
    await each(orders, AT_ONCE, async (order) => {
      const customerId = this.#customers.get(order.customerID);
      if (customerId === undefined) throw new Error(`order ${order.orderID} is of a customer who is not in the data`);
      const deal = await this.#client.post("/sales/opportunities", `nw-deal-${order.orderID}`, opportunityBody(order, customerId), WithId);
      const { id } = await this.#client.post(`/sales/opportunities/${deal.id}/win`, `nw-win-${order.orderID}`, winBody(order), WithId);
      this.played.orders.set(order.orderID, id);
      await eventually(`reservation and invoice of order ${order.orderID}`, async () => {
        const { billing, lines } = await this.#client.get(`/sales/orders/${id}`, Placed);
        return billing === "invoiced" && lines.every(({ reserved, backOrdered }) => reserved + backOrdered > 0) ? lines : undefined;
      });
    });
  }

  /** What the day's shipments lack comes in before them: as much as all waiting orders lack, and the reorder level on top. Answers the orders that wait for it. */
  async receiveWhatLacks({ date, shipped }: Day): Promise<ReadonlySet<OrderRow>> {
    const lacking = new Set<string>();
    const waiting = new Set<OrderRow>();
    await each(shipped, AT_ONCE, async (order) => {
      const lines = (await this.#reserved(order)).filter(({ backOrdered }) => backOrdered > 0);
      for (const { sku } of lines) lacking.add(sku);
      if (lines.length > 0) waiting.add(order);
    });
    if (lacking.size === 0) return waiting;
    const quantities = new Map<string, number>();
    for (const sku of [...lacking].sort()) {
      const { backOrdered } = await this.#client.get(`/inventory/stock-levels/${sku}`, Level);
      quantities.set(sku, backOrdered + (this.#products.get(sku)?.reorderLevel ?? 0));
    }
    await this.#receive(`lack-${date}`, date, quantities);
    return waiting;
  }

  async ship(orders: readonly OrderRow[], waiting: ReadonlySet<OrderRow>): Promise<void> {
    await each(orders, AT_ONCE, async (order) => {
      if (waiting.has(order)) await this.#allSetAside(order);
      const carrier = this.#northwind.shippers.get(order.shipVia);
      const body = { orderId: this.#idOf(order), shippedOn: order.shippedDate, ...(carrier === undefined ? {} : { carrier }) };
      const { remaining } = await this.#client.post("/inventory/shipments", `nw-shipment-${order.orderID}`, body, Shipment);
      if (remaining.length > 0) throw new Error(`order ${order.orderID} did not leave in one shipment`);
      this.played.shipments.push(order.orderID);
    });
  }

  async collect({ date, paid }: Day): Promise<void> {
    await each(paid, AT_ONCE, async (order) => {
      const [invoice] = await this.#client.get(`/finance/invoices?orderId=${this.#idOf(order)}`, Owed);
      const customerId = this.#customers.get(order.customerID);
      if (invoice === undefined) throw new Error(`order ${order.orderID} has no invoice to pay`);
      const body = { customerId, amount: invoice.open, method: "bank-transfer", receivedOn: date, allocations: [{ invoiceId: invoice.id }] };
      const { amount } = await this.#client.post("/finance/payments", `nw-payment-${order.orderID}`, body, z.object({ amount: z.object({ minor: z.int() }) }));
      this.played.payments.push(amount.minor);
    });
  }

  /** At last: what Northwind does not sell any more. Its old orders were of a time when it did. */
  async close(): Promise<void> {
    const gone = this.#northwind.products.filter(({ discontinued }) => discontinued);
    await each(gone, AT_ONCE, ({ productID }) => this.#client.patch(`/catalog/products/${skuOf(productID)}`, { status: "discontinued" }));
  }

  async #receive(name: string, receivedOn: string, quantities: ReadonlyMap<string, number>): Promise<void> {
    const lines = [...quantities].flatMap(([sku, quantity]) => {
      const product = this.#products.get(sku);
      return product === undefined || quantity === 0 ? [] : [receiptLine(product, quantity)];
    });
    for (let at = 0; at < lines.length; at += LINES_PER_RECEIPT) {
      const body = { receivedOn, reference: name, lines: lines.slice(at, at + LINES_PER_RECEIPT) };
      const receipt = await this.#client.post("/inventory/receipts", `nw-receipt-${name}-${at}`, body, Receipt);
      for (const { sku, quantity } of receipt.lines) this.played.received.set(sku, (this.played.received.get(sku) ?? 0) + quantity);
    }
  }

  #allSetAside(order: OrderRow): Promise<unknown> {
    return eventually(`all goods of order ${order.orderID}`, async () => {
      const lines = await this.#reserved(order);
      return lines.every(({ backOrdered }) => backOrdered === 0) ? lines : undefined;
    });
  }

  async #reserved(order: OrderRow): Promise<z.output<typeof Part>["lines"]> {
    const parts = await this.#client.get(`/inventory/reservations?orderId=${this.#idOf(order)}`, z.array(Part));
    return parts.flatMap(({ lines }) => lines);
  }

  #idOf({ orderID }: OrderRow): string {
    const id = this.played.orders.get(orderID);
    if (id === undefined) throw new Error(`order ${orderID} was not placed`);
    return id;
  }
}
