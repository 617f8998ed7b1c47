import * as z from "zod";
import { type Client, eventually, sleep } from "../kit/client.ts";
import { dealBody, entryBody, lossBody, orderBody, paymentBody, receiptBody, shipmentBody, winBody } from "./bodies.ts";
import type { Customer } from "./customers.ts";
import type { Deal, Order } from "./demand.ts";
import type { Payment } from "./payments.ts";
import type { Entry } from "./plan.ts";
import type { Cancellation, Loss, Receipt, Shipment } from "./warehouse.ts";

/** About how long an order takes until it is reserved and billed while others are at work too. */
const FIRST_LOOK_MS = 150;
export const WithId = z.object({ id: z.string() });
const amount = z.object({ minor: z.int() });
const Placed = z.object({
  status: z.string(),
  billing: z.string(),
  lines: z.array(z.object({ kind: z.string(), reserved: z.number(), backOrdered: z.number(), shipped: z.number(), cancelled: z.number() })),
});
const Part = z.object({ lines: z.array(z.object({ backOrdered: z.number() })) });
const Invoices = z.array(z.object({ id: z.string(), shipmentId: z.string().optional(), total: amount }));
const Credited = z.object({ total: amount, creditNotes: z.array(z.object({ total: amount })) });

/** Does one thing of the plan after another, and waits for what others rely on. Every wait is for something that stays so once it is, so that a second play passes it too. */
export class Stage {
  readonly #client: Client;
  readonly #name: string;
  readonly #deals = new Map<Deal, string>();
  readonly #shipments = new Map<Shipment, string>();
  readonly customers = new Map<Customer, string>();
  readonly orders = new Map<Order, string>();

  constructor(client: Client, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async openDeal(key: string, deal: Deal): Promise<void> {
    const { id } = await this.#post("/sales/opportunities", key, dealBody(deal, idOf(this.customers, deal.customer)), WithId);
    this.#deals.set(deal, id);
  }

  async loseDeal(key: string, deal: Deal): Promise<void> {
    const { on, reason, competitor } = deal.lost ?? {};
    const body = { lostOn: on, reason, ...(competitor === undefined ? {} : { competitor }) };
    await this.#post(`/sales/opportunities/${idOf(this.#deals, deal)}/lose`, key, body, WithId);
  }

  /** Until its goods are set aside or waited for, and what is billed at once is billed. */
  async order(key: string, order: Order): Promise<void> {
    const { id } =
      order.deal === undefined
        ? await this.#post("/sales/orders", key, orderBody(order, idOf(this.customers, order.customer)), WithId)
        : await this.#post(`/sales/opportunities/${idOf(this.#deals, order.deal)}/win`, key, winBody(order), WithId);
    this.orders.set(order, id);
    const isHeard = ({ billing, lines }: z.output<typeof Placed>) =>
      (billing !== "none" || order.customer.invoicing === "on-shipment") &&
      lines.every(({ kind, reserved, backOrdered, shipped, cancelled }) => kind === "service" || reserved + backOrdered + shipped + cancelled > 0);
    // Looking costs a machine as much as working does, and nobody hurries: there are other steps to do meanwhile.
    await sleep(FIRST_LOOK_MS);
    await eventually(
      `reservation and invoice of order ${id}`,
      async () => (isHeard(await this.#client.get(`/sales/orders/${id}`, Placed)) ? true : undefined),
      120_000,
      FIRST_LOOK_MS,
    );
  }

  /** Until all who waited have what they waited for. */
  async receive(key: string, receipt: Receipt): Promise<void> {
    await this.#post("/inventory/receipts", key, receiptBody(receipt), WithId);
    const skus = new Set(receipt.lines.map(({ sku }) => sku));
    for (const order of receipt.serves) {
      const served = order.lines.flatMap(({ product }, at) => (skus.has(product.sku) ? [at] : []));
      await eventually(`goods for order ${idOf(this.orders, order)}`, async () => {
        const parts = await this.#client.get(`/inventory/reservations?orderId=${idOf(this.orders, order)}`, z.array(Part));
        const lines = parts.flatMap((part) => part.lines);
        return served.every((at) => lines[at]?.backOrdered === 0) ? true : undefined;
      });
    }
  }

  async lose(key: string, loss: Loss): Promise<void> {
    await this.#post("/inventory/adjustments", key, lossBody(loss), z.unknown());
  }

  async ship(key: string, shipment: Shipment): Promise<void> {
    const { id } = await this.#post("/inventory/shipments", key, shipmentBody(shipment, idOf(this.orders, shipment.order)), WithId);
    this.#shipments.set(shipment, id);
  }

  /** Until inventory has said what had left. */
  async cancel(key: string, { order, on, reason }: Cancellation): Promise<void> {
    const id = idOf(this.orders, order);
    await this.#post(`/sales/orders/${id}/cancel`, key, { cancelledOn: on, reason }, z.unknown());
    await eventually(`the end of order ${id}`, async () => {
      const { status } = await this.#client.get(`/sales/orders/${id}`, Placed);
      return ["cancelled", "partly-cancelled"].includes(status) ? status : undefined;
    });
  }

  async pay(key: string, payment: Payment): Promise<void> {
    const { order, shipment, on } = payment;
    const shipmentId = shipment === undefined ? undefined : idOf(this.#shipments, shipment);
    const invoice = await eventually(`the invoice of order ${idOf(this.orders, order)}`, async () => {
      const invoices = await this.#client.get(`/finance/invoices?orderId=${idOf(this.orders, order)}`, Invoices);
      return invoices.find((each) => each.shipmentId === shipmentId);
    });
    const minor = await this.#minorOf(payment, invoice);
    if (minor > 0) await this.#post("/finance/payments", key, paymentBody(idOf(this.customers, order.customer), invoice.id, on, minor), z.unknown());
  }

  async post(key: string, entry: Entry): Promise<void> {
    await this.#post("/finance/journal-entries", key, entryBody(entry), z.unknown());
  }

  /** Out of what never changes of an invoice, not out of what is open: a second play must say the same. */
  async #minorOf({ amount: share }: Payment, { id, total: { minor } }: z.output<typeof Invoices>[number]): Promise<number> {
    if (share === "all") return minor;
    const half = Math.ceil(minor / 2);
    if (share === "first-half") return half;
    if (share === "second-half") return minor - half;
    if (share !== "what-is-left") return minor + share.over;
    return eventually(`the credit note of invoice ${id}`, async () => {
      const { total, creditNotes } = await this.#client.get(`/finance/invoices/${id}`, Credited);
      return creditNotes.length === 0 ? undefined : creditNotes.reduce((left, note) => left - note.total.minor, total.minor);
    });
  }

  #post<Shape>(path: string, key: string, body: object, shape: z.ZodType<Shape>): Promise<Shape> {
    return this.#client.post(path, `${this.#name}-${key}`, body, shape);
  }
}

function idOf<Thing>(ids: ReadonlyMap<Thing, string>, thing: Thing): string {
  const id = ids.get(thing);
  if (id === undefined) throw new Error("something is wanted of what was not done yet");
  return id;
}
