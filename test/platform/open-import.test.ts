import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const open = (body: object) => w.call("platform/open-import", { body: { kind: "customers", ...body } });
const mapped = (data: { mapping: { field: string; column?: string }[] }) => Object.fromEntries(data.mapping.map(({ field, column }) => [field, column]));

test("finds columns by their names and by what else they are called, and says which it does not use", async () => {
  const { status, headers, body } = await open({ columns: ["Kundennummer", "COMPANY_NAME", "E-Mail", "Zip Code", "Delivery City", "Shoe size"] });
  expect(status).toBe(201);
  expect(headers["location"]).toBe(`/platform/imports/${body.data.id}`);
  expect(mapped(body.data)).toEqual({
    reference: "Kundennummer",
    name: "COMPANY_NAME",
    email: "E-Mail",
    postalCode: "Zip Code",
    shippingCity: "Delivery City",
  });
  expect(body.data).toMatchObject({ status: "receiving", unusedColumns: ["Shoe size"], rows: { uploaded: 0 }, chunks: { uploaded: 0, worked: 0 } });
});

test("prefers a field's own name to a synonym, and what the caller says to both", async () => {
  const columns = ["Customer", "Reference", "Name", "Company"];
  expect(mapped((await open({ columns })).body.data)).toEqual({ reference: "Reference", name: "Name" });
  const { body } = await open({ columns, mapping: { name: "company", reference: { column: "customer" }, country: { default: "DE" } } });
  expect(mapped(body.data)).toEqual({ reference: "Customer", name: "Company", country: undefined });
  expect(mapped((await open({ columns: [...columns, "E-mail"], mapping: { email: null } })).body.data)).not.toHaveProperty("email");
});

test("refuses what cannot be read, with a pointer to it", async () => {
  const columns = ["id", "name", "Name 2", "name-2"];
  for (const [more, code, pointer] of [
    [{ columns: ["id"] }, "required_field_missing", "/mapping/name"],
    [{ columns, mapping: { colour: "name" } }, "unknown_field", "/mapping/colour"],
    [{ columns, mapping: { email: "mail" } }, "unknown_column", "/mapping/email"],
    [{ columns, mapping: { email: "name 2" } }, "column_ambiguous", "/mapping/email"],
    [{ columns, mapping: { name: null } }, "required_field_missing", "/mapping/name"],
  ] as const) {
    const { status, body } = await open(more);
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([422, code, pointer]);
  }
  expect((await open({ columns: [] })).body.errors).toMatchObject([{ pointer: "/columns" }]);
  expect((await open({ kind: "wishes", columns })).body.errors).toMatchObject([{ pointer: "/kind" }]);
  expect(await w.must("platform/list-imports")).toEqual([]);
});

test("answers the import that is there for a key, and refuses another one under it", async () => {
  const first = (await open({ columns: ["id", "name"], key: "file:1", name: "a.csv" })).body.data;
  expect((await open({ columns: ["id", "name"], key: "file:1", name: "moved.csv" })).body.data).toEqual(first);
  expect((await open({ columns: ["id", "name"], key: "file:2" })).body.data.id).not.toBe(first.id);
  for (const other of [{ columns: ["id", "name", "city"] }, { columns: ["id", "name"], decimal: "," }, { columns: ["id", "name"], dryRun: true }])
    expect((await open({ ...other, key: "file:1" })).body).toMatchObject({ status: 409, code: "import_differs" });
  // Another tenant's import has nothing to do with it.
  expect((await w.call("platform/show-import", { path: { id: first.id }, tenant: `${w.tenant}x` })).status).toBe(404);
});

test("shows how columns would be read without opening anything", async () => {
  const { status, body } = await w.call("platform/open-import", { body: { kind: "customers", columns: ["id", "name"] }, query: { dryRun: "true" } });
  expect([status, body.dryRun, mapped(body.data)]).toEqual([200, true, { reference: "id", name: "name" }]);
  expect(await w.must("platform/list-imports")).toEqual([]);
});
