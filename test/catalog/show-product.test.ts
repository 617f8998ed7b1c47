import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows a product with its ETag, and only to its tenant", async () => {
  const w = await world();
  await w.must("catalog/add-product", { body: { sku: "LAMP", name: "Lamp", kind: "goods", taxCode: "S19" } });
  const shown = await w.call("catalog/show-product", { path: { sku: "LAMP" } });
  expect(shown).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { data: { sku: "LAMP", unit: "piece" } } });
  expect((await w.call("catalog/show-product", { path: { sku: "NONE" } })).body.code).toBe("product_not_found");
  expect((await w.call("catalog/show-product", { path: { sku: "LAMP" }, tenant: "somebody-else" })).status).toBe(404);
});
