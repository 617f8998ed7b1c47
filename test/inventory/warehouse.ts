import { expect } from "vitest";
import type { EventMetadata } from "../../domain/kernel/event.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { world } from "../kit/world.ts";
import { type AnOrder, cancelled, listed, placed } from "./facts.ts";
import { idOf } from "./model.ts";

const hears: Readonly<Record<string, string>> = {
  GoodsReceived: "allocate-back-orders-on-goods-received",
  StockAdjusted: "allocate-back-orders-on-stock-adjusted",
  StockReleased: "allocate-back-orders-on-stock-released",
};
let facts = 0;

/** Inventory alone in a world: facts of other contexts are told to it, its own go around within it by `settle()`. */
export async function warehouse() {
  const w = await world();
  let heard = 0;

  async function tell(to: string, context: string, name: string, subject: string, data: unknown, subjectVersion = 1) {
    facts += 1;
    const id = idOf(facts);
    const metadata: EventMetadata = {
      id,
      tenant: w.tenant,
      version: 1,
      occurredAt: "2026-11-23T09:00:00.000Z",
      actor: "user:ada",
      correlationId: id,
      causationId: id,
      causationDepth: 1,
      subject,
      subjectVersion,
    };
    expect(await w.deliver({ context, name, metadata, data }, `inventory/${to}`)).toEqual([]);
  }
  const eur = (minor: number) => ({ minor, currency: "EUR" });

  return {
    ...w,
    list: (sku: string, kind: "goods" | "service" = "goods") => tell("open-stock-level-on-product-listed", "catalog", "ProductListed", sku, listed(sku, kind)),
    revise: (sku: string, version: number, change: { name?: string; status?: "active" | "discontinued" } = {}) =>
      tell(
        "relabel-stock-level-on-product-revised",
        "catalog",
        "ProductRevised",
        sku,
        ProductRevised.data.parse({ ...listed(sku), status: "active", ...change }),
        version,
      ),
    place: (order: AnOrder) => tell("reserve-stock-on-order-placed", "sales", "OrderPlaced", order.orderId, placed(order)),
    cancel: (order: AnOrder) => tell("release-stock-on-order-cancelled", "sales", "OrderCancelled", order.orderId, cancelled(order)),
    receive: (sku: string, quantity: number, costMinor = 100) =>
      w.must("inventory/receive-goods", { body: { lines: [{ sku, quantity, unitCost: eur(costMinor) }] } }),
    /** A product with so many pieces on the shelf. */
    async stock(sku: string, quantity: number, costMinor = 100) {
      await this.list(sku);
      await this.receive(sku, quantity, costMinor);
      await this.settle();
    },
    ship: (body: object) => w.call("inventory/dispatch-shipment", { body }),
    level: (sku: string) => w.must("inventory/show-stock-level", { path: { sku } }),
    async parts(orderId: string) {
      return w.must("inventory/list-reservations", { query: { orderId } });
    },
    /** Lets inventory hear its own facts until it has nothing more to say. */
    async settle() {
      for (; heard < w.facts().length; heard += 1) {
        const fact = w.facts()[heard];
        const to = fact === undefined ? undefined : hears[fact.name];
        if (fact !== undefined && to !== undefined) expect(await w.deliver(fact, `inventory/${to}`)).toEqual([]);
      }
    },
    /** Tells inventory everything it ever said again. */
    async hearAgain() {
      heard = 0;
      await this.settle();
    },
    count: (name: string) => w.facts(name).length,
  };
}

let orders = 0;
export const newOrderId = (): string => idOf(5_000_000 + (orders += 1));
/** An order over goods, `[sku, quantity]` a line. */
export const anOrder = (lines: readonly (readonly [string, number])[], over: Partial<AnOrder> = {}): AnOrder => ({
  orderId: newOrderId(),
  lines: lines.map(([sku, quantity]) => ({ sku, quantity })),
  ...over,
});
