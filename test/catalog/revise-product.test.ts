import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
  await w.must("catalog/add-product", {
    body: { sku: "LAMP", name: "Lamp", description: "Brass", kind: "goods", taxCode: "S19", listPrice: { minor: 4900, currency: "EUR" } },
  });
});
const revise = (body: object, headers = {}, sku = "LAMP") => w.call("catalog/revise-product", { path: { sku }, body, headers });

test("changes what is given, clears what is null, and tells the whole of it", async () => {
  const { status, headers, body } = await revise({ name: "Brass lamp", description: null, listPrice: null, taxCode: "S7", status: "discontinued" });
  expect([status, headers["etag"]]).toEqual([200, '"2"']);
  expect(body.data).toEqual({ sku: "LAMP", name: "Brass lamp", kind: "goods", unit: "piece", taxCode: "S7", status: "discontinued", version: 2 });
  expect(w.facts("ProductRevised")).toMatchObject([{ data: { sku: "LAMP", name: "Brass lamp", status: "discontinued" }, metadata: { subjectVersion: 2 } }]);
});

test("refuses another kind or unit, an unknown product and a stale version", async () => {
  expect((await revise({ kind: "service", unit: "kg" })).body.errors).toMatchObject([{ pointer: "/kind" }, { pointer: "/unit" }]);
  expect((await revise({ name: "X" }, {}, "NONE")).body).toMatchObject({ status: 404, code: "product_not_found" });
  await revise({ name: "Brass lamp" });
  expect((await revise({ name: "Old lamp" }, { "if-match": '"1"' })).status).toBe(412);
});

test("stays quiet when nothing changes", async () => {
  const { status, body } = await revise({ name: "Lamp", listPrice: { minor: 4900, currency: "EUR" } });
  expect([status, body.data.version, body.events]).toEqual([200, 1, []]);
  expect(w.facts("ProductRevised")).toEqual([]);
});
