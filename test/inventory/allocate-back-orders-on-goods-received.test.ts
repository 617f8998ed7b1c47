import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

/** Three orders for 2 desks each, promised out of the order they came in. */
async function queue() {
  const w = await warehouse();
  await w.list("DESK");
  const orders = ["2026-12-09", "2026-12-01", "2026-12-05"].map((promisedOn) => anOrder([["DESK", 2]], { promisedOn }));
  for (const order of orders) await w.place(order);
  const reserved = async () => Promise.all(orders.map(async ({ orderId }) => (await w.parts(orderId))[0].lines[0].reserved));
  return { w, orders, reserved };
}

describe("allocate back-orders on GoodsReceived", () => {
  it("serves the oldest promise first, the last one in part", async () => {
    const { w, orders, reserved } = await queue();
    await w.receive("DESK", 3);
    expect(await w.level("DESK")).toMatchObject({ available: 3, backOrdered: 6, promisable: -3 });
    await w.settle();
    expect(await reserved()).toEqual([0, 2, 1]);
    expect(await w.level("DESK")).toMatchObject({ onHand: 3, reserved: 3, available: 0, backOrdered: 3, promisable: -3 });
    expect(w.facts("StockReserved").map(({ data }) => [data.orderId, data.cause, data.lines])).toEqual([
      [orders[1]?.orderId, "back-order", [{ lineNo: 1, sku: "DESK", reserved: 2, backOrdered: 0 }]],
      [orders[2]?.orderId, "back-order", [{ lineNo: 1, sku: "DESK", reserved: 1, backOrdered: 1 }]],
    ]);
  });
  it("leaves what nobody waits for", async () => {
    const { w, reserved } = await queue();
    await w.receive("DESK", 10);
    await w.settle();
    expect(await reserved()).toEqual([2, 2, 2]);
    expect(await w.level("DESK")).toMatchObject({ available: 4, backOrdered: 0, promisable: 4 });
  });
  it("stays quiet on replay, and when two deliveries meet", async () => {
    const { w, reserved } = await queue();
    await w.receive("DESK", 3);
    const [fact] = w.facts("GoodsReceived");
    if (fact === undefined) throw new Error("no receipt");
    await Promise.all([1, 2, 3].map(() => w.deliver(fact, "inventory/allocate-back-orders-on-goods-received")));
    const before = [await w.level("DESK"), w.facts().length];
    await w.hearAgain();
    expect([await w.level("DESK"), w.facts().length]).toEqual(before);
    expect(await reserved()).toEqual([0, 2, 1]);
    expect(new Set(w.facts().map(({ metadata }) => metadata.id)).size).toBe(w.facts().length);
  });
});
