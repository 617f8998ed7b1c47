import { expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

it("lists what came in and left of a product, the latest first, and comes to its level", async () => {
  const w = await warehouse();
  await w.stock("DESK", 4, 1_000);
  const line = (quantity: number, minor: number) => ({ sku: "DESK", quantity, unitCost: eur(minor) });
  // Two lines of one product are one move.
  const { id: receipt } = await w.must("inventory/receive-goods", {
    body: { receivedOn: "2026-11-20", reference: "DN-7", lines: [line(1, 2_000), line(2.5, 2_000)] },
  });
  await w.settle();
  const order = anOrder([
    ["DESK", 2],
    ["DESK", 1],
  ]);
  await w.place(order);
  const shipment = await w.ship({ orderId: order.orderId });
  await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: -1, reason: "damage" } });
  const moves = await w.must("inventory/list-stock-moves", { path: { sku: "DESK" } });
  expect(moves).toMatchObject([
    { kind: "adjustment", quantity: -1, reason: "damage" },
    { kind: "shipment", quantity: -3, orderId: order.orderId, shipmentId: shipment.body.data.id },
    { kind: "receipt", id: receipt, movedOn: "2026-11-20", quantity: 3.5, value: eur(7_000), reference: "DN-7" },
    { kind: "receipt", quantity: 4, value: eur(4_000) },
  ]);
  const sum = (of: (move: any) => number) => moves.reduce((total: number, move: any) => total + of(move), 0);
  expect(await w.level("DESK")).toMatchObject({ onHand: sum(({ quantity }) => quantity), value: eur(sum(({ value }) => value.minor)) });

  const first = await w.call("inventory/list-stock-moves", { path: { sku: "DESK" }, query: { limit: "3" } });
  expect(await w.must("inventory/list-stock-moves", { path: { sku: "DESK" }, query: { limit: "3", cursor: first.body.next } })).toEqual(moves.slice(3));
});

it("writes nothing of what was refused, and keeps tenants apart", async () => {
  const w = await warehouse();
  await w.stock("LAMP", 1);
  const refused = await w.call("inventory/adjust-stock", { body: { sku: "LAMP", quantity: -2, reason: "loss" } });
  expect(refused.status).toBe(409);
  expect(await w.must("inventory/list-stock-moves", { path: { sku: "LAMP" } })).toHaveLength(1);
  for (const [sku, tenant] of [
    ["NOTHING", w.tenant],
    ["LAMP", `${w.tenant}x`],
  ] as const) {
    const unknown = await w.call("inventory/list-stock-moves", { path: { sku }, tenant });
    expect([unknown.status, unknown.body.code]).toEqual([404, "stock_level_not_found"]);
  }
});
