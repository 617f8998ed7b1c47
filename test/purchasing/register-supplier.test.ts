import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const register = (body: object, headers = {}) => w.call("purchasing/register-supplier", { body, headers });
const address = { street: ["Lindenstr. 4"], postalCode: "10969", city: "Berlin", country: "DE" };

test("needs a name only, and fills in what is usual", async () => {
  const { status, headers, body } = await register({ name: "  Säge & Co " });
  expect(status).toBe(201);
  expect(headers["location"]).toBe(`/purchasing/suppliers/${body.data.id}`);
  expect(body.data).toEqual({
    id: body.data.id,
    version: 1,
    name: "Säge & Co",
    currency: "EUR",
    paymentTermDays: 30,
    status: "active",
    possibleDuplicates: [],
  });
  expect(w.facts("SupplierRegistered")).toMatchObject([
    { data: { supplierId: body.data.id, currency: "EUR", paymentTermDays: 30 }, metadata: { subjectVersion: 1 } },
  ]);
});

test("keeps one spelling, and tells of those who share it", async () => {
  const first = (await register({ name: "A", email: " Orders@Example.COM", phone: "+49 (30) 123-45.67", taxId: "de 123.456-789", address })).body.data;
  expect(first).toMatchObject({ email: "orders@example.com", phone: "+49301234567", taxId: "DE123456789", address });
  const byMail = (await register({ name: "B", email: "ORDERS@example.com" })).body.data;
  const byBoth = (await register({ name: "C", email: "orders@example.com", taxId: "DE123456789" })).body.data;
  expect(byMail.possibleDuplicates).toEqual([first.id]);
  expect(byBoth.possibleDuplicates.toSorted()).toEqual([first.id, byMail.id].toSorted());
});

test("tells nobody who it is", async () => {
  await register({ name: "Zebedee", email: "zebedee@example.com", phone: "+49301234567", taxId: "DE123456789", address });
  expect(JSON.stringify(w.facts())).not.toMatch(/zebedee|4930123|DE123|Linden/i);
});

test("refuses what is no supplier, every fault at once", async () => {
  const { body } = await register({
    name: "",
    email: "x@",
    phone: "030 1234",
    taxId: "?",
    currency: "EUX",
    paymentTermDays: -1,
    address: { city: "Berlin", country: "XX" },
    vip: true,
  });
  expect(body).toMatchObject({ status: 400, code: "invalid_input" });
  const pointers = new Set(body.errors.map(({ pointer }: { pointer: string }) => pointer));
  expect([...pointers].toSorted()).toEqual([
    "/address/country",
    "/address/street",
    "/currency",
    "/email",
    "/name",
    "/paymentTermDays",
    "/phone",
    "/taxId",
    "/vip",
  ]);
  expect(w.facts()).toEqual([]);
});

test("is registered once under one key", async () => {
  const first = await register({ name: "A" }, { "idempotency-key": "a" });
  expect((await register({ name: "A" }, { "idempotency-key": "a" })).body).toEqual(first.body);
  expect((await register({ name: "B" }, { "idempotency-key": "a" })).status).toBe(422);
  expect(w.facts("SupplierRegistered")).toHaveLength(1);
});
