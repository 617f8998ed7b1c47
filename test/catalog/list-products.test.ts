import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("lists by sku, in pages, all or of one status", async () => {
  const w = await world();
  for (const sku of ["C", "A", "B"]) await w.must("catalog/add-product", { body: { sku, name: sku, kind: "service", taxCode: "Z" } });
  await w.must("catalog/revise-product", { path: { sku: "B" }, body: { status: "discontinued" } });
  const list = async (query: Record<string, string>) => (await w.call("catalog/list-products", { query })).body;
  const skus = (page: { data: { sku: string }[] }) => page.data.map(({ sku }) => sku);
  const first = await list({ limit: "2" });
  expect(skus(first)).toEqual(["A", "B"]);
  expect(skus(await list({ limit: "2", cursor: first.next }))).toEqual(["C"]);
  expect(skus(await list({ status: "active" }))).toEqual(["A", "C"]);
  expect(skus(await list({ status: "discontinued" }))).toEqual(["B"]);
  expect((await list({ colour: "red" })).errors).toMatchObject([{ parameter: "colour" }]);
});
