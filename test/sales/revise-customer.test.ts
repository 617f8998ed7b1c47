import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer } from "./sale.ts";

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = (await customer(w, { email: "a@example.com", billingAddress: { street: ["A 1"], city: "Berlin", country: "DE" } })).id;
});
const revise = (body: object, headers = {}, of = id) => w.call("sales/revise-customer", { path: { id: of }, body, headers });

test("changes what is given, clears what is null, and names the fields that moved", async () => {
  const { body } = await revise({ email: null, taxId: "DE123456789", billingAddress: { street: ["B 2"], city: "Wien", country: "AT" }, status: "archived" });
  expect(body.data).toMatchObject({ version: 2, taxId: "DE123456789", billingAddress: { street: ["B 2"], city: "Wien", country: "AT" }, status: "archived" });
  expect(body.data).not.toHaveProperty("email");
  expect(w.facts("CustomerRevised")).toMatchObject([
    { data: { customerId: id, changed: ["email", "taxId", "billingAddress", "status"] }, metadata: { subjectVersion: 2 } },
  ]);
  expect(JSON.stringify(w.facts("CustomerRevised"))).not.toContain("Wien");
});

test("tells of those who share the new e-mail address", async () => {
  const { id: other } = await customer(w, { email: "b@example.com" });
  expect((await revise({ email: "B@example.com" })).body.data.possibleDuplicates).toEqual([other]);
});

test("refuses half an address, a stale version and an unknown customer", async () => {
  expect((await revise({ billingAddress: { city: "Wien" } })).status).toBe(400);
  await revise({ name: "B" });
  expect((await revise({ name: "C" }, { "if-match": '"1"' })).status).toBe(412);
  expect((await revise({ name: "C" }, {}, "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B")).body.code).toBe("customer_not_found");
});

test("stays quiet when nothing changes", async () => {
  const { body } = await revise({ email: "A@Example.com", billingAddress: { country: "DE", city: "Berlin", street: ["A 1"] } });
  expect([body.data.version, body.events]).toEqual([1, []]);
});
