import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of a customer, newest first, page by page, to its tenant only", async () => {
  const w = await world();
  const { id } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  await w.must("sales/revise-customer", { path: { id }, body: { paymentTermDays: 7 } });
  await w.settle();
  const first = await w.call("sales/list-customer-facts", { path: { id }, query: { limit: "1" } });
  expect(first).toMatchObject({ status: 200, body: { data: [{ name: "CustomerRevised", actor: expect.stringMatching(/^user:/), data: { customerId: id } }] } });
  const rest = await w.must("sales/list-customer-facts", { path: { id }, query: { cursor: first.body.next } });
  expect(rest).toMatchObject([{ name: "CustomerRegistered", version: 1, correlationId: expect.any(String), causationId: expect.any(String) }]);
  expect(Object.keys(rest[0]).toSorted()).toEqual(["actor", "causationId", "correlationId", "data", "id", "name", "occurredAt", "version"]);
  const other = await world();
  expect(await other.call("sales/list-customer-facts", { path: { id } })).toMatchObject({ status: 404, body: { code: "customer_not_found" } });
});
