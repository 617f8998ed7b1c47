import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

describe("release stock on OrderCancelled", () => {
  it("gives back what is set aside and stops waiting", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([
      ["DESK", 7],
      ["LAMP", 1],
    ]);
    await w.place(order);
    await w.cancel(order);
    expect(await w.level("DESK")).toMatchObject({ onHand: 5, reserved: 0, available: 5, backOrdered: 0, promisable: 5 });
    expect(await w.level("LAMP")).toMatchObject({ backOrdered: 0, promisable: 0 });
    expect(await w.parts(order.orderId)).toMatchObject([{ state: "cancelled", lines: [{ reserved: 0, backOrdered: 0, released: 5 }, { released: 0 }] }]);
    expect(w.facts("StockReleased").map((fact) => fact.data.lines)).toEqual([
      [
        { lineNo: 1, sku: "DESK", kind: "goods", unshipped: 7, released: 5 },
        { lineNo: 2, sku: "LAMP", kind: "goods", unshipped: 1, released: 0 },
      ],
    ]);
  });

  it("leaves what was shipped, names services in full and nothing that left in full", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([
      ["DESK", 2],
      ["DESK", 3],
    ]);
    const whole = { ...order, lines: [...order.lines, { sku: "ADVICE", quantity: 1, kind: "service" as const }] };
    await w.place(whole);
    await w.ship({
      orderId: order.orderId,
      lines: [
        { lineNo: 1, quantity: 2 },
        { lineNo: 2, quantity: 1 },
      ],
    });
    await w.cancel(whole);
    expect(w.facts("StockReleased")[0]?.data.lines).toEqual([
      { lineNo: 2, sku: "DESK", kind: "goods", unshipped: 2, released: 2 },
      { lineNo: 3, sku: "ADVICE", kind: "service", unshipped: 1, released: 0 },
    ]);
    expect(await w.level("DESK")).toMatchObject({ onHand: 2, reserved: 0, available: 2 });
  });

  it("says so even where everything had left", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2);
    const order = anOrder([["DESK", 2]]);
    await w.place(order);
    await w.ship({ orderId: order.orderId });
    await w.cancel(order);
    expect(w.facts("StockReleased").map((fact) => fact.data.lines)).toEqual([[]]);
  });

  it("overtakes the order: what comes late reserves nothing", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder(Array.from({ length: 90 }, () => ["DESK", 1] as const));
    await w.cancel(order);
    await w.place(order);
    expect(await w.level("DESK")).toMatchObject({ reserved: 0, available: 5, backOrdered: 0 });
    expect(w.facts("StockReleased").map((fact) => fact.data.lines.length)).toEqual([90]);
    expect([w.count("StockReserved"), w.count("StockFellShort")]).toEqual([0, 0]);
  });

  it("settles a race with the order itself, whoever is faster", async () => {
    const w = await warehouse();
    await w.stock("DESK", 100);
    const orders = Array.from({ length: 10 }, () => anOrder(Array.from({ length: 50 }, () => ["DESK", 1] as const)));
    await Promise.all(orders.flatMap((order) => [w.place(order), w.cancel(order)]));
    expect(await w.level("DESK")).toMatchObject({ onHand: 100, reserved: 0, available: 100, backOrdered: 0, promisable: 100 });
    expect(w.count("StockReleased")).toBe(10);
  });

  it("stays quiet on replay", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([["DESK", 7]]);
    await w.place(order);
    await w.cancel(order);
    const before = [await w.level("DESK"), w.facts().length];
    await Promise.all([w.cancel(order), w.cancel(order), w.place(order)]);
    expect([await w.level("DESK"), w.facts().length]).toEqual(before);
  });
});
