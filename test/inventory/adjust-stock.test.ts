import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("adjust stock", () => {
  it("takes lost goods off at moving average, and the whole value with the last", async () => {
    const w = await warehouse();
    await w.stock("DESK", 3, 33.3333);
    expect(await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: -1, reason: "loss" } })).toMatchObject({ quantity: -1, value: eur(-33) });
    expect(await w.must("inventory/adjust-stock", { body: { sku: "DESK", countedQuantity: 0, reason: "count" } })).toMatchObject({
      quantity: -2,
      value: eur(-67),
    });
    expect(await w.level("DESK")).toMatchObject({ onHand: 0, available: 0, promisable: 0, value: eur(0) });
    expect(w.facts("StockAdjusted").map((fact) => fact.data.value.minor)).toEqual([-33, -67]);
  });

  it("values found goods at the moving average, or at the cost given", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2, 100);
    expect(await w.must("inventory/adjust-stock", { body: { sku: "DESK", countedQuantity: 3, reason: "count" } })).toMatchObject({
      quantity: 1,
      value: eur(100),
    });
    expect(await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: 1, unitCost: eur(500), reason: "found" } })).toMatchObject({
      value: eur(500),
    });
    expect(await w.level("DESK")).toMatchObject({ onHand: 4, value: eur(800), averageCost: eur(200) });
  });

  it("values more than was on hand at the moving average too", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2, 100);
    expect(await w.must("inventory/adjust-stock", { body: { sku: "DESK", quantity: 5, reason: "found" } })).toMatchObject({ value: eur(500) });
  });

  it("refuses an average it cannot count in", async () => {
    const w = await warehouse();
    await w.stock("DESK", 0.000001, 100_000_000_000);
    expect(await w.call("inventory/adjust-stock", { body: { sku: "DESK", quantity: 900_000_000, reason: "found" } })).toMatchObject({
      status: 422,
      body: { code: "value_too_large" },
    });
  });

  it.each([
    ["unknown_product", 422, { sku: "GHOST", quantity: 1 }],
    ["nothing_to_adjust", 422, { sku: "DESK", countedQuantity: 5 }],
    ["more_than_on_hand", 409, { sku: "DESK", quantity: -6 }],
    ["stock_is_reserved", 409, { sku: "DESK", quantity: -2 }],
    ["stock_is_reserved", 409, { sku: "DESK", countedQuantity: 3 }],
    ["unit_cost_needed", 422, { sku: "LAMP", quantity: 1 }],
    ["cost_currency_mismatch", 422, { sku: "DESK", quantity: 1, unitCost: { minor: 1, currency: "USD" } }],
    ["value_too_large", 422, { sku: "DESK", quantity: 1_000_000, unitCost: eur(100_000_000_000) }],
    ["too_much_stock", 422, { sku: "DESK", quantity: 1_000_000_000, unitCost: eur(0) }],
  ])("refuses with %s (%i) and changes nothing", async (code, status, change) => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    await w.list("LAMP");
    await w.place(anOrder([["DESK", 4]]));
    const before = await w.level("DESK");
    expect(await w.call("inventory/adjust-stock", { body: { reason: "other", ...change } })).toMatchObject({ status, body: { code } });
    expect(await w.level("DESK")).toEqual(before);
    expect(w.count("StockAdjusted")).toBe(0);
  });

  it.each([
    { sku: "DESK" },
    { sku: "DESK", quantity: 1, countedQuantity: 1 },
    { sku: "DESK", quantity: -1, unitCost: eur(1) },
    { sku: "DESK", quantity: 0 },
    { sku: "DESK", countedQuantity: -1 },
  ])("does not understand %j", async (body) => {
    const w = await warehouse();
    expect(await w.call("inventory/adjust-stock", { body: { reason: "other", ...body } })).toMatchObject({ status: 400 });
  });

  it("takes two concurrent counts as two looks at one shelf", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const answers = await Promise.all([1, 2].map(() => w.call("inventory/adjust-stock", { body: { sku: "DESK", countedQuantity: 3, reason: "count" } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 422]);
    expect(await w.level("DESK")).toMatchObject({ onHand: 3, value: eur(300) });
  });

  it("bears a business date that is not in the future", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const adjustOn = (adjustedOn: string) => w.call("inventory/adjust-stock", { body: { sku: "DESK", quantity: -1, reason: "loss", adjustedOn } });
    expect(await adjustOn("2199-01-01")).toMatchObject({ status: 422, body: { code: "date_in_future", errors: [{ pointer: "/adjustedOn" }] } });
    expect(await adjustOn("1996-12-31")).toMatchObject({ status: 201, body: { data: { adjustedOn: "1996-12-31" } } });
    expect(w.facts("StockAdjusted")).toMatchObject([{ data: { adjustedOn: "1996-12-31" } }]);
  });
});
