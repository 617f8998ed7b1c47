import { beforeEach, expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const kind = "products";
const header = ["Item No.", "Title", "Type", "Unit", "List price", "Currency", "VAT code", "Discontinued"];
const chair = ["CHAIR", "Oak chair", "Goods", "piece", "129.9", "eur", "S19", ""];
const oiling = ["OILING", "Oiling", "service", "hour", "", "", "S19", ""];
const product = (sku: string) => w.must("catalog/show-product", { path: { sku } });
const products = () => w.must("catalog/list-products");

test("lists each product once, as if it had been typed in, with its stock level and sales' copy", async () => {
  const { outcomes, shown } = await bring(w, kind, header, [chair, oiling]);
  expect(outcomes).toEqual(["created", "created"]);
  expect(shown).toMatchObject({ status: "done", rows: { uploaded: 2, created: 2, updated: 0, unchanged: 0, rejected: 0 } });
  expect(await product("CHAIR")).toEqual({
    sku: "CHAIR",
    version: 1,
    name: "Oak chair",
    kind: "goods",
    unit: "piece",
    listPrice: { minor: 12_990, currency: "EUR" },
    taxCode: "S19",
    status: "active",
  });
  expect(await product("OILING")).not.toHaveProperty("listPrice");
  expect(w.facts("ProductListed")).toHaveLength(2);
  expect(await w.must("inventory/list-stock-levels")).toMatchObject([{ sku: "CHAIR", onHand: 0 }]);
});

test("is goods by the piece where the file does not say, and keeps four decimals of a cent", async () => {
  await bring(w, kind, ["sku", "name", "price", "currency", "tax"], [["BOLT", "Bolt", "0.012345", "EUR", "S19"]]);
  expect(await product("BOLT")).toMatchObject({ kind: "goods", unit: "piece", listPrice: { minor: 1.2345 } });
  await bring(w, kind, ["sku", "name", "price", "currency", "tax"], [["RICE", "Rice", "980", "JPY", "Z"]]);
  expect(await product("RICE")).toMatchObject({ listPrice: { minor: 980, currency: "JPY" } });
});

test("changes nothing the second time, and what is new in a row the third", async () => {
  await bring(w, kind, header, [chair, oiling]);
  expect((await bring(w, kind, header, [oiling, chair])).outcomes).toEqual(["unchanged", "unchanged"]);
  expect((await bring(w, kind, header, [chair.with(4, "139.90"), oiling])).outcomes).toEqual(["updated", "unchanged"]);
  expect(await product("CHAIR")).toMatchObject({ version: 2, listPrice: { minor: 13_990 } });
  expect((await bring(w, kind, header, [chair.with(4, "139.90").with(7, "yes")])).outcomes).toEqual(["updated"]);
  expect(await product("CHAIR")).toMatchObject({ version: 3, status: "discontinued" });
  expect(w.facts("ProductRevised").map(({ data }) => data.status)).toEqual(["active", "discontinued"]);
});

test("takes the product that somebody typed in for the same, and leaves what the row does not say", async () => {
  await w.must("catalog/add-product", { body: { sku: "CHAIR", name: "Chair", description: "Old words", kind: "goods", taxCode: "S7" } });
  await w.settle();
  expect((await bring(w, kind, header, [chair])).outcomes).toEqual(["updated"]);
  expect(await product("CHAIR")).toMatchObject({ version: 2, name: "Oak chair", description: "Old words", taxCode: "S19" });
  expect((await bring(w, kind, header, [chair])).outcomes).toEqual(["unchanged"]);
  expect(await products()).toHaveLength(1);
});

test("never gives a quantity another meaning: kind and unit stay", async () => {
  await bring(w, kind, header, [chair]);
  const { results } = await bring(w, kind, header, [chair.with(2, "service").with(3, "box")]);
  expect(results[0]).toMatchObject({
    outcome: "rejected",
    errors: [
      { code: "cannot_change", field: "kind" },
      { code: "cannot_change", field: "unit" },
    ],
  });
  expect(await product("CHAIR")).toMatchObject({ version: 1, kind: "goods", unit: "piece" });
});

test("takes the good rows and says of the others what is wrong, by field", async () => {
  const { results } = await bring(w, kind, header, [
    chair.with(0, "chair"),
    chair.with(0, "A").with(2, "thing"),
    chair.with(0, "B").with(4, "1.2345678"),
    chair.with(0, "C").with(4, "-1"),
    chair.with(0, "D").with(5, ""),
    chair.with(0, "E").with(5, "ZZZ"),
    chair.with(0, "F").with(6, "S0"),
    chair.with(0, "G").with(7, "perhaps"),
    chair.with(0, "H").with(1, " "),
    chair.with(0, ""),
    oiling,
  ]);
  expect(results.map(({ outcome, errors = [] }) => errors.map(({ code, field }) => `${code} ${field}`).join() || outcome)).toEqual([
    "invalid_value sku",
    "invalid_value kind",
    "invalid_value listPrice",
    "invalid_value listPrice",
    "value_missing currency",
    "invalid_value currency",
    "invalid_value taxCode",
    "not_yes_or_no discontinued",
    "value_missing name",
    "value_missing sku",
    "created",
  ]);
  expect(await products()).toHaveLength(1);
});

test("of two rows that say different things of one product the first counts, in one chunk and across chunks", async () => {
  const other = chair.with(1, "Another chair");
  expect((await bring(w, kind, header, [chair, other, chair])).results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([
    "created",
    "duplicate_row",
    "unchanged",
  ]);
  const id = await upload(w, kind, header, [[oiling], [oiling.with(1, "Waxing")]]);
  await w.settle();
  expect(await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } })).toMatchObject([
    { row: 2, errors: [{ code: "duplicate_row" }] },
  ]);
});

test("hears a chunk twice and tells the same twice", async () => {
  await bring(w, kind, header, [chair, oiling]);
  const [chunk] = w.facts("ImportChunkUploaded");
  expect(await w.deliver(chunk!)).toEqual([]);
  const told = w.facts("ProductsImported");
  expect(told).toHaveLength(2);
  expect(told[1]!.data).toEqual(told[0]!.data);
  expect(w.facts("ProductListed")).toHaveLength(2);
});

test("checks everything in a dry run and writes nothing", async () => {
  const { outcomes } = await bring(w, kind, header, [chair, oiling.with(6, "?")], { dryRun: true });
  expect(outcomes).toEqual(["created", "rejected"]);
  expect(await products()).toEqual([]);
  await bring(w, kind, header, [chair]);
  expect((await bring(w, kind, header, [chair.with(1, "New")], { dryRun: true })).outcomes).toEqual(["updated"]);
  expect(await product("CHAIR")).toMatchObject({ version: 1, name: "Oak chair" });
});
