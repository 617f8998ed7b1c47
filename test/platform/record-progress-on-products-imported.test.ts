import { expect, test } from "vitest";
import { bring } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("counts a chunk once however often it is told, and keeps rejected rows as they were sent", async () => {
  const w = await world();
  const { id, shown } = await bring(
    w,
    "products",
    ["sku", "name", "tax code"],
    [
      ["CHAIR", "Oak chair", "S19"],
      ["TABLE", "Oak table", "?"],
    ],
  );
  const [told] = w.facts("ProductsImported");
  for (let times = 0; times < 3; times += 1) expect(await w.deliver(told!)).toEqual([]);
  expect(await w.must("platform/show-import", { path: { id } })).toEqual(shown);
  expect(shown.rows).toMatchObject({ created: 1, rejected: 1 });
  expect(await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } })).toMatchObject([
    { row: 2, outcome: "rejected", record: ["TABLE", "Oak table", "?"], errors: [{ code: "invalid_value", field: "taxCode" }] },
  ]);
});
