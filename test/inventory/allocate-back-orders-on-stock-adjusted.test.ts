import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

describe("allocate back-orders on StockAdjusted", () => {
  it("gives found goods to who waits", async () => {
    const w = await warehouse();
    await w.stock("DESK", 1);
    await w.place(anOrder([["DESK", 3]]));
    await w.must("inventory/adjust-stock", { body: { sku: "DESK", countedQuantity: 2, reason: "found" } });
    await w.settle();
    expect(await w.level("DESK")).toMatchObject({ onHand: 2, reserved: 2, available: 0, backOrdered: 1, promisable: -1 });
  });
  it("gives nothing where goods went missing", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2);
    await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: -1, reason: "loss" } });
    await w.place(anOrder([["DESK", 3]]));
    await w.settle();
    expect(await w.level("DESK")).toMatchObject({ onHand: 1, reserved: 1, available: 0, backOrdered: 2 });
  });
  it("stays quiet on replay", async () => {
    const w = await warehouse();
    await w.list("DESK");
    await w.place(anOrder([["DESK", 3]]));
    await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: 2, unitCost: { minor: 5, currency: "EUR" }, reason: "found" } });
    await w.settle();
    const before = [await w.level("DESK"), w.facts().length];
    await w.hearAgain();
    expect([await w.level("DESK"), w.facts().length]).toEqual(before);
  });
});
