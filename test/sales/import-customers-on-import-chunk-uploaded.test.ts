import { beforeEach, expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const header = ["Customer No.", "Company", "E-Mail", "Street", "ZIP", "City", "Country", "Payment terms"];
const ada = ["C-1", "Ada's Bikes", "Orders@Example.com", "Lindenstr. 4", "10969", "Berlin", "de", "14"];
const bob = ["C-2", "Bob", "", "", "", "", "", ""];
const customers = () => w.must("sales/list-customers");

test("registers each customer once, as if it had been typed in", async () => {
  const { outcomes, shown } = await bring(w, "customers", header, [ada, bob]);
  expect(outcomes).toEqual(["created", "created"]);
  expect(shown).toMatchObject({ status: "done", rows: { uploaded: 2, created: 2, updated: 0, unchanged: 0, rejected: 0 } });
  const kept = await customers();
  expect(kept.find(({ reference }: { reference: string }) => reference === "C-1")).toMatchObject({
    name: "Ada's Bikes",
    email: "orders@example.com",
    billingAddress: { street: ["Lindenstr. 4"], postalCode: "10969", city: "Berlin", country: "DE" },
    currency: "EUR",
    paymentTermDays: 14,
    status: "active",
  });
  expect(kept.find(({ reference }: { reference: string }) => reference === "C-2")).toMatchObject({ name: "Bob", paymentTermDays: 30 });
  expect(w.facts("CustomerRegistered")).toHaveLength(2);
});

test("changes nothing the second time, and what is new in a row the third", async () => {
  await bring(w, "customers", header, [ada, bob]);
  expect((await bring(w, "customers", header, [bob, ada])).outcomes).toEqual(["unchanged", "unchanged"]);
  const { outcomes } = await bring(w, "customers", header, [ada.with(1, "Ada's Bicycles"), bob]);
  expect(outcomes).toEqual(["updated", "unchanged"]);
  expect((await customers()).map(({ name, version }: { name: string; version: number }) => [name, version]).toSorted()).toEqual([
    ["Ada's Bicycles", 2],
    ["Bob", 1],
  ]);
});

test("takes the good rows and says of the others what is wrong, by field", async () => {
  const { results } = await bring(w, "customers", header, [
    ada.with(2, "x@").with(6, "XX"),
    bob,
    ["", "Nobody", "", "", "", "", "", ""],
    ["C-3", "Short"],
    ["C-4", "Half", "", "", "", "Rome", "", "soon"],
    ["C-5", "Half", "", "", "", "Rome", "", ""],
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
  expect(await customers()).toHaveLength(1);
});

test("of two rows that say different things of one customer the first counts, in one chunk and across chunks", async () => {
  const other = ada.with(1, "Somebody else");
  expect((await bring(w, "customers", header, [ada, other, ada])).results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([
    "created",
    "duplicate_row",
    "unchanged",
  ]);
  const id = await upload(w, "customers", header, [[bob], [bob.with(1, "Bobby")]]);
  await w.settle();
  const rows = await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } });
  expect(rows).toMatchObject([{ row: 2, errors: [{ code: "duplicate_row" }] }]);
});

test("hears a chunk twice and tells the same twice", async () => {
  await bring(w, "customers", header, [ada, bob]);
  const [chunk] = w.facts("ImportChunkUploaded");
  expect(await w.deliver(chunk!)).toEqual([]);
  const told = w.facts("CustomersImported");
  expect(told).toHaveLength(2);
  expect(told[1]!.data).toEqual(told[0]!.data);
  expect(w.facts("CustomerRegistered")).toHaveLength(2);
});

test("checks everything in a dry run and writes nothing", async () => {
  const { outcomes, shown } = await bring(w, "customers", header, [ada, bob.with(2, "x@")], { dryRun: true });
  expect(outcomes).toEqual(["created", "rejected"]);
  expect(shown.rows).toMatchObject({ created: 1, rejected: 1 });
  expect(await customers()).toEqual([]);
  expect(w.facts("CustomerRegistered")).toEqual([]);
  await bring(w, "customers", header, [ada]);
  expect((await bring(w, "customers", header, [ada.with(1, "New")], { dryRun: true })).outcomes).toEqual(["updated"]);
  expect((await customers())[0].name).toBe("Ada's Bikes");
});

test("tells nobody who they are", async () => {
  await bring(w, "customers", header, [ada, bob.with(2, "bob@"), ["C-9", "Zebedee\u0007", "", "", "", "", "", ""]]);
  expect(JSON.stringify(w.facts())).not.toMatch(/ada's|bob|zebedee|linden|orders@/i);
});
