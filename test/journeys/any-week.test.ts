import { afterEach, expect, it } from "vitest";
import type { RequestOptions } from "../kit/gateway-event.ts";
import { eur, expectSound, shop } from "../kit/shop.ts";
import { fired, setFaults } from "../kit/table.ts";
import { chance } from "../kit/world.ts";

/**
 * Any week of any company: orders, receipts, shipments, payments, counts and cancels at random, every other fact heard twice, all in random order,
 * some commits refused for conflicts and some answers lost. `SEED=n` plays one again, `SEEDS=n` plays more.
 */
const one = process.env["SEED"];
const seeds = one === undefined ? Array.from({ length: Number(process.env["SEEDS"] ?? 12) }, (_, seed) => seed + 1) : [Number(one)];
const GOODS = ["A", "B", "C"];

afterEach(() => setFaults(undefined));

it.each(seeds)("ends in order (seed %i)", { timeout: 120_000 }, async (seed) => {
  const random = chance(seed * 7_919);
  const below = (bound: number) => Math.floor(random() * bound);
  const oneOf = <Each>(each: readonly Each[]): Each => each[below(each.length)]!;
  const { erp, customerId, show } = await shop(
    [
      { sku: "A", price: 333, onHand: below(8) },
      { sku: "B", price: 777, cost: 1_234, onHand: below(5) },
      { sku: "C", taxCode: "Z", onHand: below(3) },
      { sku: "S", kind: "service", taxCode: "S7" },
    ],
    { seed, duplicates: 0.5, shuffle: true },
  );
  const before = { ...fired };
  setFaults({ random, conflict: 0.1, lost: 0.08 });
  let keys = 0;
  /** As a careful client: a key made before sending, sent again until there is an answer. */
  async function send(name: string, request: RequestOptions) {
    const headers = { "idempotency-key": `${seed}-${(keys += 1)}` };
    for (;;) {
      const answer = await erp.call(name, { ...request, headers });
      if (answer.status < 500 && answer.body.code !== "conflict_retry_later") return answer;
    }
  }
  const orders: string[] = [];
  const place = async () => {
    const lines = [...GOODS, "S"].filter(() => random() < 0.6).map((sku) => ({ sku, quantity: (1 + below(50)) / 10, discountPercent: below(3) * 12.5 }));
    if (lines.length === 0) return;
    const invoicing = oneOf(["on-order", "on-shipment"]);
    const { status, body } = await send("sales/place-order", { body: { customerId, lines, invoicing, promisedOn: `2026-12-${10 + below(9)}` } });
    expect(status, JSON.stringify(body)).toBe(201);
    orders.push(body.data.id);
  };
  const week = {
    place,
    placeAgain: place,
    receive: () =>
      send("inventory/receive-goods", { body: { lines: [{ sku: oneOf(GOODS), quantity: (1 + below(60)) / 10, unitCost: eur(100 + below(5_000)) }] } }),
    count: () => send("inventory/adjust-stock", { body: { sku: oneOf(GOODS), quantity: (below(40) - 20 || 1) / 10, reason: "count" } }),
    ship: () =>
      send("inventory/dispatch-shipment", {
        body: { orderId: oneOf(orders), ...(random() < 0.5 ? {} : { lines: [{ lineNo: 1, quantity: (1 + below(20)) / 10 }] }) },
      }),
    cancel: () => send("sales/cancel-order", { path: { id: oneOf(orders) }, body: { reason: "changed plans" } }),
    async pay() {
      const [invoice] = await erp.must("finance/list-invoices", { query: { status: "open" } });
      if (invoice === undefined) return;
      const { status } = await send("finance/record-payment", {
        body: { customerId, amount: eur(1 + below(invoice.open.minor * 2)), method: "card", allocations: [{ invoiceId: invoice.id }] },
      });
      expect(status).toBe(201);
    },
    rest: () => erp.settle(),
  };
  for (let step = 0; step < 20; step += 1) await (orders.length === 0 ? place() : oneOf(Object.values(week))());
  await erp.settle();
  setFaults(undefined);
  // A week in which nothing went wrong proves nothing.
  expect(fired.conflict + fired.lost).toBeGreaterThan(before.conflict + before.lost);

  await expectSound(erp);
  const shown = await Promise.all(orders.map(show));
  for (const order of shown) {
    expect(order.status).not.toBe("cancelling");
    for (const { kind, quantity, reserved, backOrdered, shipped, cancelled } of order.lines)
      expect(reserved + backOrdered + shipped + cancelled, order.id).toBeCloseTo(kind === "service" ? cancelled : quantity, 6);
  }
  // What sales says is owed is what finance has open, to the cent.
  const open: { open: { minor: number } }[] = await erp.must("finance/list-invoices", { query: { status: "open", limit: "100" } });
  expect(shown.reduce((sum, order) => sum + order.owed.minor, 0)).toBe(open.reduce((sum, invoice) => sum + invoice.open.minor, 0));
});
