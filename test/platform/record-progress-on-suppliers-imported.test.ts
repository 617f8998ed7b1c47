import { expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("counts a chunk once however often it is told, and keeps rejected rows as they were sent", async () => {
  const w = await world();
  const { id, shown } = await bring(
    w,
    "suppliers",
    ["id", "name"],
    [
      ["S-1", "A"],
      ["S-2", ""],
    ],
  );
  const [told] = w.facts("SuppliersImported");
  for (let times = 0; times < 3; times += 1) expect(await w.deliver(told!)).toEqual([]);
  expect(await w.must("platform/show-import", { path: { id } })).toEqual(shown);
  expect(await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } })).toEqual([
    { row: 2, outcome: "rejected", record: ["S-2", ""], errors: [{ code: "value_missing", field: "name" }] },
  ]);
});

test("adds up whatever the order and however often facts come", async () => {
  const w = await world({ seed: 7, duplicates: 0.5, shuffle: true });
  const rows = Array.from({ length: 40 }, (_, at) => [`S-${at % 30}`, at % 10 === 9 ? "" : `Firm ${at % 30}`]);
  const id = await upload(w, "suppliers", ["id", "name"], [rows.slice(0, 11), rows.slice(11, 22), rows.slice(22, 33), rows.slice(33)]);
  await w.settle();
  const { status, rows: counted } = await w.must("platform/show-import", { path: { id } });
  // 30 suppliers, of which three lack their name; of the ten that come again one does.
  expect([status, counted]).toEqual(["done", { uploaded: 40, created: 27, updated: 0, unchanged: 9, rejected: 4 }]);
  expect(w.facts("SupplierRegistered")).toHaveLength(27);
});
