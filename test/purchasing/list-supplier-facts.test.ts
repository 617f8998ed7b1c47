import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of a supplier, newest first, page by page, to its tenant only", async () => {
  const w = await world();
  const { id } = await w.must("purchasing/register-supplier", { body: { name: "Grain & Co", currency: "EUR" } });
  await w.must("purchasing/revise-supplier", { path: { id }, body: { paymentTermDays: 7 } });
  await w.settle();
  const first = await w.call("purchasing/list-supplier-facts", { path: { id }, query: { limit: "1" } });
  expect(first).toMatchObject({ status: 200, body: { data: [{ name: "SupplierRevised", actor: expect.stringMatching(/^user:/), data: { supplierId: id } }] } });
  const rest = await w.must("purchasing/list-supplier-facts", { path: { id }, query: { cursor: first.body.next } });
  expect(rest).toMatchObject([{ name: "SupplierRegistered", version: 1, correlationId: expect.any(String), causationId: expect.any(String) }]);
  expect(Object.keys(rest[0]).toSorted()).toEqual(["actor", "causationId", "correlationId", "data", "id", "name", "occurredAt", "version"]);
  const other = await world();
  expect(await other.call("purchasing/list-supplier-facts", { path: { id } })).toMatchObject({ status: 404, body: { code: "supplier_not_found" } });
});
