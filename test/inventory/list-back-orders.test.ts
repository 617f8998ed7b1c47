import { expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

it("lists what waits, of a product and of all, the oldest promise first, until goods come", async () => {
  const w = await warehouse();
  await w.stock("DESK", 1);
  await w.list("LAMP");
  const late = anOrder([["DESK", 3]], { promisedOn: "2026-12-24" });
  const soon = anOrder(
    [
      ["LAMP", 2],
      ["DESK", 4],
    ],
    { promisedOn: "2026-12-02" },
  );
  await w.place(late);
  await w.place(soon);
  const list = async (query: Record<string, string> = {}) =>
    (await w.must("inventory/list-back-orders", { query })).map((row: any) => [row.promisedOn, row.sku, row.orderId, row.lineNo, row.quantity]);
  expect(await list({ sku: "DESK" })).toEqual([
    ["2026-12-02", "DESK", soon.orderId, 2, 4],
    ["2026-12-24", "DESK", late.orderId, 1, 2],
  ]);
  expect(await list()).toEqual([
    ["2026-12-02", "DESK", soon.orderId, 2, 4],
    ["2026-12-02", "LAMP", soon.orderId, 1, 2],
    ["2026-12-24", "DESK", late.orderId, 1, 2],
  ]);
  await w.receive("DESK", 5);
  await w.settle();
  expect(await list({ sku: "DESK" })).toEqual([["2026-12-24", "DESK", late.orderId, 1, 1]]);
  await w.cancel(late);
  await w.settle();
  expect(await list()).toEqual([["2026-12-02", "LAMP", soon.orderId, 1, 2]]);
  expect(await list({ sku: "NOSUCH" })).toEqual([]);
});
