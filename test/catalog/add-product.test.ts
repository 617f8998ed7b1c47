import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const chair = { sku: "CHAIR-OAK", name: "Oak chair", kind: "goods", taxCode: "S19", listPrice: { minor: 12990, currency: "EUR" } };
const add = (body: object, headers = {}) => w.call("catalog/add-product", { body, headers });

test("lists a product and tells the whole of it", async () => {
  const { status, headers, body } = await add({ ...chair, description: "Solid" });
  expect(status).toBe(201);
  expect(headers["location"]).toBe("/catalog/products/CHAIR-OAK");
  expect(body.data).toEqual({ ...chair, description: "Solid", unit: "piece", status: "active", version: 1 });
  expect(w.facts("ProductListed")).toMatchObject([{ data: { ...chair, unit: "piece" }, metadata: { subjectVersion: 1 } }]);
});

test("refuses a taken sku and what is no product", async () => {
  await add(chair);
  expect((await add({ ...chair, name: "Another" })).body).toMatchObject({ status: 409, code: "product_exists", errors: [{ pointer: "/sku" }] });
  const { body } = await add({ sku: "chair 🪑", name: " ", kind: "thing", taxCode: "19%", listPrice: { minor: 0.00001, currency: "EUX" }, colour: "red" });
  expect(body.status).toBe(400);
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    "/colour",
    "/kind",
    "/listPrice/currency",
    "/listPrice/minor",
    "/name",
    "/sku",
    "/taxCode",
  ]);
});

test("is listed once under one key", async () => {
  const first = await add(chair, { "idempotency-key": "a" });
  const again = await add(chair, { "idempotency-key": "a" });
  expect(again.body).toEqual(first.body);
  expect(w.facts("ProductListed")).toHaveLength(1);
});
