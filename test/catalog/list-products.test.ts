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

test("finds products by how their name begins, of all statuses or of one", async () => {
  const w = await world();
  for (const [sku, name] of [
    ["C-1", "Chaise longue"],
    ["C-2", "chair, oak"],
    ["T-1", "Table"],
  ] as const)
    await w.must("catalog/add-product", { body: { sku, name, kind: "service", taxCode: "Z" } });
  await w.must("catalog/revise-product", { path: { sku: "C-1" }, body: { status: "discontinued" } });
  const found = async (query: Record<string, string>) => (await w.must("catalog/list-products", { query })).map(({ sku }: { sku: string }) => sku);
  expect(await found({ name: "Chai" })).toEqual(["C-2", "C-1"]);
  expect(await found({ name: "chai", status: "active" })).toEqual(["C-2"]);
  expect(await found({ name: "x" })).toEqual([]);
  expect(await found({ sku: "c-" })).toEqual(["C-1", "C-2"]);
  expect(await found({ sku: "C-", status: "discontinued" })).toEqual(["C-1"]);
  expect(await found({ sku: "C-2", name: "chai" })).toEqual(["C-2"]);
  expect((await w.call("catalog/list-products", { query: { sku: "#" } })).status).toBe(400);
});
