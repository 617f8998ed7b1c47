import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { supplier } from "./supply.ts";

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = (await supplier(w, { email: "a@example.com", address: { street: ["A 1"], city: "Berlin", country: "DE" } })).id;
});
const revise = (body: object, headers = {}, of = id) => w.call("purchasing/revise-supplier", { path: { id: of }, body, headers });

test("changes what is given, clears what is null, and names the fields that moved", async () => {
  const { body } = await revise({ email: null, taxId: "DE123456789", address: { street: ["B 2"], city: "Wien", country: "AT" }, status: "archived" });
  expect(body.data).toMatchObject({ version: 2, taxId: "DE123456789", address: { street: ["B 2"], city: "Wien", country: "AT" }, status: "archived" });
  expect(body.data).not.toHaveProperty("email");
  expect(w.facts("SupplierRevised")).toMatchObject([
    { data: { supplierId: id, changed: ["email", "taxId", "address", "status"] }, metadata: { subjectVersion: 2 } },
  ]);
  expect(JSON.stringify(w.facts("SupplierRevised"))).not.toContain("Wien");
});

test("tells of those who share the new e-mail address", async () => {
  const { id: other } = await supplier(w, { email: "b@example.com" });
  expect((await revise({ email: "B@example.com" })).body.data.possibleDuplicates).toEqual([other]);
});

test("refuses half an address, a stale version and an unknown supplier", async () => {
  expect((await revise({ address: { city: "Wien" } })).status).toBe(400);
  await revise({ name: "B" });
  expect((await revise({ name: "C" }, { "if-match": '"1"' })).status).toBe(412);
  expect((await revise({ name: "C" }, {}, "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B")).body.code).toBe("supplier_not_found");
});

test("stays quiet when nothing changes", async () => {
  const { body } = await revise({ email: "A@Example.com", address: { country: "DE", city: "Berlin", street: ["A 1"] } });
  expect([body.data.version, body.events]).toEqual([1, []]);
});
