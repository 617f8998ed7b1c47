import { expect, test } from "vitest";
import { bring } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("counts a chunk of orders once however often it is told, and keeps rejected rows as they were sent", async () => {
  const w = await world();
  const columns = ["reference", "customer", "sku", "quantity"];
  await bring(w, "customers", ["id", "name"], [["C-1", "Ada"]]);
  await w.must("catalog/add-product", { body: { sku: "DESK", name: "Desk", kind: "goods", listPrice: { minor: 5, currency: "EUR" }, taxCode: "S19" } });
  await w.settle();
  const { id, shown } = await bring(w, "open-orders", columns, [
    ["SO-1", "C-1", "DESK", "1"],
    ["SO-2", "C-1", "DESK", "0"],
  ]);
  expect(shown.rows).toMatchObject({ uploaded: 2, created: 1, rejected: 1 });
  const [told] = w.facts("OpenOrdersImported");
  for (let times = 0; times < 3; times += 1) expect(await w.deliver(told!)).toEqual([]);
  expect(await w.must("platform/show-import", { path: { id } })).toEqual(shown);
  expect(await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } })).toEqual([
    {
      row: 2,
      outcome: "rejected",
      record: ["SO-2", "C-1", "DESK", "0"],
      errors: [{ code: "invalid_value", field: "quantity", detail: "Too small: expected number to be >0" }],
    },
  ]);
});
