import { expect, it } from "vitest";
import { warehouse } from "./warehouse.ts";

it("shows a product's stock, its value and average cost, and no guards", async () => {
  const w = await warehouse();
  await w.stock("DESK", 3, 33.3333);
  const { body, headers } = await w.call("inventory/show-stock-level", { path: { sku: "DESK" } });
  expect(body.data).toEqual({
    sku: "DESK",
    name: "Product DESK",
    unit: "pc",
    status: "active",
    version: 2,
    onHand: 3,
    reserved: 0,
    available: 3,
    backOrdered: 0,
    promisable: 3,
    value: { minor: 100, currency: "EUR" },
    averageCost: { minor: 33.3333, currency: "EUR" },
  });
  expect(Object.keys(headers).map((name) => name.toLowerCase())).toContain("etag");
});
it("knows nothing of other products and refuses an impossible SKU", async () => {
  const w = await warehouse();
  expect(await w.call("inventory/show-stock-level", { path: { sku: "GHOST" } })).toMatchObject({ status: 404, body: { code: "stock_level_not_found" } });
  expect(await w.call("inventory/show-stock-level", { path: { sku: "🪑" } })).toMatchObject({ status: 400 });
});
