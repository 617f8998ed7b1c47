import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { customer } from "./sale.ts";

test("lists by name, in pages, active ones unless told otherwise", async () => {
  const w = await world();
  const ids = new Map<string, string>();
  for (const name of ["Delta", "älter", "Beta", "Cäsar"]) ids.set(name, (await customer(w, { name })).id);
  await w.must("sales/revise-customer", { path: { id: ids.get("Beta") ?? "" }, body: { status: "archived" } });
  const list = async (query: Record<string, string>) => (await w.call("sales/list-customers", { query })).body;
  const first = await list({ limit: "2" });
  const second = await list({ limit: "2", cursor: first.next });
  expect([...first.data, ...second.data].map(({ name }: { name: string }) => name)).toEqual(["älter", "Cäsar", "Delta"]);
  expect((await list({ status: "archived" })).data).toMatchObject([{ id: ids.get("Beta") }]);
});

test("finds names by how they begin, whatever the case and the accents, also after a new name", async () => {
  const w = await world();
  const muller = await customer(w, { name: "Müller & Söhne" });
  for (const name of ["Mulligan Ltd", "Munich Bikes", "Straße #1"]) await customer(w, { name });
  const found = async (name: string) => (await w.must("sales/list-customers", { query: { name } })).map((one: { name: string }) => one.name);
  expect(await found("mull")).toEqual(["Müller & Söhne", "Mulligan Ltd"]);
  expect(await found("MÜLLER  &")).toEqual(["Müller & Söhne"]);
  expect(await found("STRASSE 1")).toEqual(["Straße #1"]);
  expect(await found("üller")).toEqual([]);
  await w.must("sales/revise-customer", { path: { id: muller.id }, body: { name: "Zöller" } });
  expect(await found("mul")).toEqual(["Mulligan Ltd"]);
  expect(await found("zo")).toEqual(["Zöller"]);
  expect((await w.call("sales/list-customers", { query: { name: " " } })).status).toBe(400);
});
