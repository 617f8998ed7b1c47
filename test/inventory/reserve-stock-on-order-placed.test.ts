import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

describe("reserve stock on OrderPlaced", () => {
  it("sets aside what is there and back-orders the rest", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([
      ["DESK", 3],
      ["DESK", 4],
      ["LAMP", 1],
    ]);
    await w.place({ ...order, lines: [...order.lines, { sku: "ADVICE", quantity: 8, kind: "service" }] });
    expect(await w.level("DESK")).toMatchObject({ onHand: 5, reserved: 5, available: 0, backOrdered: 2, promisable: -2 });
    expect(await w.level("LAMP")).toMatchObject({ onHand: 0, backOrdered: 1, promisable: -1 });
    expect(w.facts("StockReserved").map((fact) => fact.data)).toMatchObject([
      {
        orderId: order.orderId,
        cause: "order",
        lines: [
          { lineNo: 1, sku: "DESK", reserved: 3, backOrdered: 0 },
          { lineNo: 2, sku: "DESK", reserved: 2, backOrdered: 2 },
        ],
      },
    ]);
    expect(w.facts("StockFellShort").map((fact) => fact.data)).toMatchObject([
      {
        promisedOn: "2026-12-01",
        lines: [
          { lineNo: 2, missing: 2 },
          { lineNo: 3, sku: "LAMP", missing: 1 },
        ],
      },
    ]);
    const [part] = await w.parts(order.orderId);
    expect(part).toMatchObject({
      part: 0,
      state: "open",
      lines: [{ reserved: 3 }, { reserved: 2, backOrdered: 2 }, { backOrdered: 1 }, { kind: "service", ordered: 8, reserved: 0, backOrdered: 0 }],
    });
  });

  it("takes only what nobody waits for: goods on their way to a back-order are promised", async () => {
    const w = await warehouse();
    await w.list("DESK");
    await w.place(anOrder([["DESK", 4]]));
    await w.receive("DESK", 6);
    await w.place(anOrder([["DESK", 3]]));
    expect(await w.level("DESK")).toMatchObject({ reserved: 2, available: 4, backOrdered: 5, promisable: -1 });
    await w.settle();
    expect(await w.level("DESK")).toMatchObject({ reserved: 6, available: 0, backOrdered: 1, promisable: -1 });
  });

  it("says nothing of an order of services", async () => {
    const w = await warehouse();
    const order = { ...anOrder([]), lines: [{ sku: "ADVICE", quantity: 2, kind: "service" as const }] };
    await w.place(order);
    expect(await w.parts(order.orderId)).toMatchObject([{ lines: [{ ordered: 2 }] }]);
    expect(w.facts()).toEqual([]);
  });

  it("stays quiet on replay", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([
      ["DESK", 3],
      ["LAMP", 1],
    ]);
    await w.place(order);
    const before = [await w.level("DESK"), await w.level("LAMP"), w.facts().length];
    await Promise.all([w.place(order), w.place(order)]);
    expect([await w.level("DESK"), await w.level("LAMP"), w.facts().length]).toEqual(before);
  });

  it("reserves exactly 120 of 200 concurrent single-piece orders from 120 pieces", async () => {
    const w = await warehouse();
    await w.stock("DESK", 120);
    const orders = Array.from({ length: 200 }, () => anOrder([["DESK", 1]]));
    await Promise.all(orders.map((order) => w.place(order)));
    expect(await w.level("DESK")).toMatchObject({ onHand: 120, reserved: 120, available: 0, backOrdered: 80, promisable: -80 });
    expect([w.count("StockReserved"), w.count("StockFellShort")]).toEqual([120, 80]);
  });

  it("handles 400 lines in parts, each safe to repeat, while others take the same goods", async () => {
    const w = await warehouse();
    const skus = Array.from({ length: 20 }, (_, n) => `P${n}`);
    for (const sku of skus) await w.stock(sku, 30);
    const orders = Array.from({ length: 3 }, () => anOrder(Array.from({ length: 400 }, (_, n): [string, number] => [skus[n % 20] ?? "", 1])));
    await Promise.all([...orders, ...orders].map((order) => w.place(order)));
    for (const sku of skus) expect(await w.level(sku)).toMatchObject({ onHand: 30, reserved: 30, available: 0, backOrdered: 30, promisable: -30 });
    for (const order of orders) expect(await w.parts(order.orderId)).toHaveLength(10);
    expect(new Set(w.facts().map((fact) => fact.metadata.id)).size).toBe(w.facts().length);
  });
});
