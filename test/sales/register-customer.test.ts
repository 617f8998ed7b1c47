import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { timeline } from "./sale.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const register = (body: object, headers = {}) => w.call("sales/register-customer", { body, headers });
const address = { street: ["Lindenstr. 4"], postalCode: "10969", city: "Berlin", country: "DE" };

test("needs a name only, and fills in what is usual", async () => {
  const { status, headers, body } = await register({ name: "  Holz & Söhne " });
  expect(status).toBe(201);
  expect(headers["location"]).toBe(`/sales/customers/${body.data.id}`);
  expect(body.data).toEqual({
    id: body.data.id,
    version: 1,
    name: "Holz & Söhne",
    currency: "EUR",
    paymentTermDays: 30,
    status: "active",
    possibleDuplicates: [],
  });
  expect(w.facts("CustomerRegistered")).toMatchObject([
    { data: { customerId: body.data.id, currency: "EUR", paymentTermDays: 30 }, metadata: { subjectVersion: 1 } },
  ]);
  expect(await timeline(w, body.data.id)).toMatchObject([{ type: "CustomerRegistered", context: "sales" }]);
});

test("keeps one spelling, and tells of those who share it", async () => {
  const first = (await register({ name: "A", email: " Orders@Example.COM", phone: "+49 (30) 123-45.67", taxId: "de 123.456-789", billingAddress: address }))
    .body.data;
  expect(first).toMatchObject({ email: "orders@example.com", phone: "+49301234567", taxId: "DE123456789", billingAddress: address });
  const byMail = (await register({ name: "B", email: "ORDERS@example.com" })).body.data;
  const byBoth = (await register({ name: "C", email: "orders@example.com", taxId: "DE123456789" })).body.data;
  expect(byMail.possibleDuplicates).toEqual([first.id]);
  expect(byBoth.possibleDuplicates.toSorted()).toEqual([first.id, byMail.id].toSorted());
});

test("tells nobody who it is", async () => {
  await register({ name: "Zebedee", email: "zebedee@example.com", phone: "+49301234567", taxId: "DE123456789", shippingAddress: address });
  expect(JSON.stringify(w.facts())).not.toMatch(/zebedee|4930123|DE123|Linden/i);
});

test("refuses what is no customer, every fault at once", async () => {
  const { body } = await register({
    name: "",
    email: "x@",
    phone: "030 1234",
    taxId: "?",
    currency: "EUX",
    paymentTermDays: -1,
    billingAddress: { city: "Berlin", country: "XX" },
    vip: true,
  });
  expect(body).toMatchObject({ status: 400, code: "invalid_input" });
  const pointers = new Set(body.errors.map(({ pointer }: { pointer: string }) => pointer));
  expect([...pointers].toSorted()).toEqual([
    "/billingAddress/country",
    "/billingAddress/street",
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
  expect(w.facts("CustomerRegistered")).toHaveLength(1);
});
