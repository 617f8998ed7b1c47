import { expect, it } from "vitest";
import { warehouse } from "./warehouse.ts";

it("lists levels by SKU, page by page", async () => {
  const w = await warehouse();
  for (const sku of ["C", "A", "B"]) await w.list(sku);
  const first = await w.call("inventory/list-stock-levels", { query: { limit: "2" } });
  expect(first.body.data.map((level: { sku: string }) => level.sku)).toEqual(["A", "B"]);
  const second = await w.call("inventory/list-stock-levels", { query: { limit: "2", cursor: first.body.next } });
  expect(second.body.data).toMatchObject([{ sku: "C", onHand: 0 }]);
  expect(second.body.next).toBeUndefined();
  await w.list("AB");
  expect((await w.call("inventory/list-stock-levels", { query: { sku: "a" } })).body.data.map((level: { sku: string }) => level.sku)).toEqual(["A", "AB"]);
});
it("shows nothing of another tenant and refuses unknown parameters", async () => {
  const [one, other] = [await warehouse(), await warehouse()];
  await one.list("A");
  expect((await other.call("inventory/list-stock-levels")).body.data).toEqual([]);
  expect(await one.call("inventory/list-stock-levels", { query: { short: "true" } })).toMatchObject({ status: 400 });
});
