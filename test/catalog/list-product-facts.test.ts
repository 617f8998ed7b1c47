import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of a product, newest first, page by page, to its tenant only", async () => {
  const w = await world();
  await w.must("catalog/add-product", { body: { sku: "CHAIR", name: "Chair", kind: "goods", listPrice: { minor: 100, currency: "EUR" }, taxCode: "S19" } });
  const sku = "CHAIR";
  await w.must("catalog/revise-product", { path: { sku }, body: { name: "Oak chair" } });
  await w.settle();
  const first = await w.call("catalog/list-product-facts", { path: { sku }, query: { limit: "1" } });
  expect(first).toMatchObject({
    status: 200,
    body: { data: [{ name: "ProductRevised", actor: expect.stringMatching(/^user:/), data: { sku, name: "Oak chair" } }] },
  });
  const rest = await w.must("catalog/list-product-facts", { path: { sku }, query: { cursor: first.body.next } });
  expect(rest).toMatchObject([{ name: "ProductListed", version: 1, correlationId: expect.any(String), causationId: expect.any(String) }]);
  expect(Object.keys(rest[0]).toSorted()).toEqual(["actor", "causationId", "correlationId", "data", "id", "name", "occurredAt", "version"]);
  const other = await world();
  expect(await other.call("catalog/list-product-facts", { path: { sku } })).toMatchObject({ status: 404, body: { code: "product_not_found" } });
});
