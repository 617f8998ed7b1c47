import { beforeEach, expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const header = ["Vendor No.", "Company", "E-Mail", "Street", "ZIP", "City", "Country", "Payment terms"];
const grain = ["S-1", "Grain & Co", "Orders@Example.com", "Lindenstr. 4", "10969", "Berlin", "de", "14"];
const bob = ["S-2", "Bob", "", "", "", "", "", ""];
const suppliers = () => w.must("purchasing/list-suppliers");

test("registers each supplier once, as if it had been typed in", async () => {
  const { outcomes, shown } = await bring(w, "suppliers", header, [grain, bob]);
  expect(outcomes).toEqual(["created", "created"]);
  expect(shown).toMatchObject({ status: "done", rows: { uploaded: 2, created: 2, updated: 0, unchanged: 0, rejected: 0 } });
  const kept = await suppliers();
  expect(kept.find(({ reference }: { reference: string }) => reference === "S-1")).toMatchObject({
    name: "Grain & Co",
    email: "orders@example.com",
    address: { street: ["Lindenstr. 4"], postalCode: "10969", city: "Berlin", country: "DE" },
    currency: "EUR",
    paymentTermDays: 14,
    status: "active",
  });
  expect(kept.find(({ reference }: { reference: string }) => reference === "S-2")).toMatchObject({ name: "Bob", paymentTermDays: 30 });
  expect(w.facts("SupplierRegistered")).toHaveLength(2);
});

test("changes nothing the second time, and what is new in a row the third", async () => {
  await bring(w, "suppliers", header, [grain, bob]);
  expect((await bring(w, "suppliers", header, [bob, grain])).outcomes).toEqual(["unchanged", "unchanged"]);
  const { outcomes } = await bring(w, "suppliers", header, [grain.with(1, "Grain & Sons"), bob]);
  expect(outcomes).toEqual(["updated", "unchanged"]);
  expect((await suppliers()).map(({ name, version }: { name: string; version: number }) => [name, version]).toSorted()).toEqual([
    ["Bob", 1],
    ["Grain & Sons", 2],
  ]);
});

test("takes the good rows and says of the others what is wrong, by field", async () => {
  const { results } = await bring(w, "suppliers", header, [
    grain.with(2, "x@").with(6, "XX"),
    bob,
    ["", "Nobody", "", "", "", "", "", ""],
    ["S-3", "Short"],
    ["S-4", "Half", "", "", "", "Rome", "", "soon"],
    ["S-5", "Half", "", "", "", "Rome", "", ""],
  ]);
  expect(results.map(({ row, outcome, errors = [] }) => [row, outcome, errors.map(({ code, field }) => [code, field])])).toEqual([
    [
      1,
      "rejected",
      [
        ["invalid_value", "email"],
        ["invalid_value", "country"],
      ],
    ],
    [2, "created", []],
    [3, "rejected", [["value_missing", "reference"]]],
    [4, "rejected", [["wrong_number_of_columns", undefined]]],
    [5, "rejected", [["not_a_number", "paymentTermDays"]]],
    [
      6,
      "rejected",
      [
        ["invalid_value", "street"],
        ["value_missing", "country"],
      ],
    ],
  ]);
  expect(results[2]!.record).toEqual(["", "Nobody", "", "", "", "", "", ""]);
  expect(await suppliers()).toHaveLength(1);
});

test("an empty cell changes nothing, and an archived supplier stays archived", async () => {
  await bring(w, "suppliers", header, [grain]);
  const [{ id }] = await suppliers();
  await w.must("purchasing/revise-supplier", { path: { id }, body: { status: "archived" } });
  const { outcomes } = await bring(w, "suppliers", header, [["S-1", "Grain & Co", "", "", "", "", "", ""]]);
  expect(outcomes).toEqual(["unchanged"]);
  expect((await bring(w, "suppliers", header, [["S-1", "Grain & Co", "", "", "", "", "", "60"]])).outcomes).toEqual(["updated"]);
  expect(await w.must("purchasing/show-supplier", { path: { id } })).toMatchObject({
    version: 3,
    email: "orders@example.com",
    address: { city: "Berlin" },
    paymentTermDays: 60,
    status: "archived",
  });
  expect(w.facts("SupplierRevised").map(({ data }) => data.changed)).toEqual([["status"], ["paymentTermDays"]]);
});

test("a customer with the same number is somebody else", async () => {
  await bring(w, "customers", ["id", "name"], [["S-1", "Grain & Co"]]);
  expect((await bring(w, "suppliers", header, [grain])).outcomes).toEqual(["created"]);
  expect(await w.must("sales/list-customers")).toMatchObject([{ reference: "S-1", version: 1 }]);
  expect(w.facts("SupplierRegistered")).toHaveLength(1);
  expect(w.facts("SuppliersImported")).toHaveLength(1);
});

test("of two rows that say different things of one supplier the first counts, in one chunk and across chunks", async () => {
  const other = grain.with(1, "Somebody else");
  expect((await bring(w, "suppliers", header, [grain, other, grain])).results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([
    "created",
    "duplicate_row",
    "unchanged",
  ]);
  const id = await upload(w, "suppliers", header, [[bob], [bob.with(1, "Bobby")]]);
  await w.settle();
  const rows = await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } });
  expect(rows).toMatchObject([{ row: 2, errors: [{ code: "duplicate_row" }] }]);
});

test("hears a chunk twice and tells the same twice", async () => {
  await bring(w, "suppliers", header, [grain, bob]);
  const [chunk] = w.facts("ImportChunkUploaded");
  expect(await w.deliver(chunk!)).toEqual([]);
  const told = w.facts("SuppliersImported");
  expect(told).toHaveLength(2);
  expect(told[1]!.data).toEqual(told[0]!.data);
  expect(w.facts("SupplierRegistered")).toHaveLength(2);
});

test("checks everything in a dry run and writes nothing", async () => {
  const { outcomes, shown } = await bring(w, "suppliers", header, [grain, bob.with(2, "x@")], { dryRun: true });
  expect(outcomes).toEqual(["created", "rejected"]);
  expect(shown.rows).toMatchObject({ created: 1, rejected: 1 });
  expect(await suppliers()).toEqual([]);
  expect(w.facts("SupplierRegistered")).toEqual([]);
  await bring(w, "suppliers", header, [grain]);
  expect((await bring(w, "suppliers", header, [grain.with(1, "New")], { dryRun: true })).outcomes).toEqual(["updated"]);
  expect((await suppliers())[0].name).toBe("Grain & Co");
});

test("tells nobody who they are", async () => {
  await bring(w, "suppliers", header, [grain, bob.with(2, "bob@"), ["S-9", "Zebedee\u0007", "", "", "", "", "", ""]]);
  expect(JSON.stringify(w.facts())).not.toMatch(/grain|bob|zebedee|linden|orders@/i);
});
