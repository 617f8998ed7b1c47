import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

describe("open a stock level on ProductListed", () => {
  it("opens an empty level with the catalogue's words", async () => {
    const w = await warehouse();
    await w.list("DESK");
    expect(await w.level("DESK")).toEqual({
      sku: "DESK",
      name: "Product DESK",
      unit: "pc",
      status: "active",
      version: 1,
      onHand: 0,
      reserved: 0,
      available: 0,
      backOrdered: 0,
      promisable: 0,
    });
  });
  it("has no level for a service", async () => {
    const w = await warehouse();
    await w.list("ADVICE", "service");
    expect(await w.call("inventory/show-stock-level", { path: { sku: "ADVICE" } })).toMatchObject({ status: 404, body: { code: "stock_level_not_found" } });
  });
  it("names a level that an order opened before", async () => {
    const w = await warehouse();
    await w.place(anOrder([["DESK", 4]]));
    expect(await w.level("DESK")).toMatchObject({ name: "DESK", status: "unlisted", backOrdered: 4, promisable: -4 });
    await w.list("DESK");
    expect(await w.level("DESK")).toMatchObject({ name: "Product DESK", status: "active", backOrdered: 4, promisable: -4 });
  });
  it("stays quiet on replay and after a later revision", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2);
    await w.revise("DESK", 2, { name: "Standing desk" });
    const before = await w.level("DESK");
    await w.list("DESK");
    expect(await w.level("DESK")).toEqual(before);
  });
});
