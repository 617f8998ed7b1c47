import { describe, expect, it } from "vitest";
import openapi from "../../contracts/openapi.json" with { type: "json" };

type Schema = Record<string, any>;
const components: Record<string, Schema> = openapi.components.schemas;
const resolved = (schema: Schema): Schema => (typeof schema["$ref"] === "string" ? resolved(components[schema["$ref"].split("/").at(-1)!]!) : schema);
const operations = Object.entries<Record<string, Schema>>(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => (typeof operation["operationId"] === "string" ? [{ path, method, operation }] : [])),
);
const isOfUse = ({ operation }: { operation: Schema }) => operation["security"]?.length !== 0;
const answerOf = (operation: Schema): Schema =>
  resolved(resolved(operation["responses"]["200"]["content"]["application/json"]["schema"])["properties"]["data"] ?? {});
const detailOf = (path: string) => operations.find((each) => each.method === "get" && each.path.replace(/\{[^}]+\}/, "{}") === path.replace(/\{[^}]+\}/, "{}"));
/** Every schema in the document, however deep. */
const all = (value: unknown): Schema[] =>
  Array.isArray(value) ? value.flatMap(all) : typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(all)] : [];
const referenced = (schema: Schema): string[] =>
  all(schema).flatMap((each) => [each["x-weft-references"] ?? (each["$ref"] ? referenced(resolved(each)) : [])].flat());

describe("what a client that is drawn from the contract is told", () => {
  it.each(operations.filter(isOfUse))("$method $path says what it is", ({ method, operation }) => {
    expect(operation["x-weft-kind"]).toBe(
      method !== "get" ? "command" : answerOf(operation)["type"] === "array" && operation["x-weft-columns"] ? "list" : "query",
    );
  });

  const lists = operations.filter(({ operation }) => operation["x-weft-kind"] === "list");
  it.each(lists)("$path says which fields its list shows", ({ operation }) => {
    const columns: string[] = operation["x-weft-columns"];
    expect(columns.length).toBeGreaterThan(1);
    expect(new Set(columns).size).toBe(columns.length);
    expect(Object.keys(resolved(answerOf(operation)["items"])["properties"])).toEqual(expect.arrayContaining(columns));
  });

  const details = operations.filter(({ path, method }) => method === "get" && /^\/[^/]+\/[^/]+\/\{[^}]+\}$/.test(path));
  it.each(details)("$path says what names its thing", ({ operation }) => {
    expect(Object.keys(answerOf(operation)["properties"])).toContain(operation["x-weft-title"]);
  });

  it("refers only to what can be read", () => {
    const references = new Set(all(openapi).flatMap((each) => each["x-weft-references"] ?? []));
    expect(references.size).toBeGreaterThan(5);
    expect([...references].filter((name) => detailOf(`/${name}/{id}`) === undefined)).toEqual([]);
  });

  const offered = operations.filter(({ operation }) => operation["x-weft-offered"] !== undefined);
  it.each(offered)("$method $path is offered while a field of its thing has a value that it can have", ({ path, operation }) => {
    const [, context, collection, parameter] = path.split("/");
    const own = parameter === undefined ? [] : [`/${context}/${collection}/${parameter}`];
    const body = operation["requestBody"]?.["content"]["application/json"]["schema"] ?? {};
    const about = parameter === undefined ? referenced(resolved(body)).map((name) => `/${name}/{id}`) : own;
    const things = about.flatMap((each) => detailOf(each) ?? []).map((each) => answerOf(each.operation)["properties"]);
    for (const [field, values] of Object.entries<string[]>(operation["x-weft-offered"])) {
      const of = things
        .map((properties) => resolved(properties[field] ?? {})["enum"] ?? [])
        .filter((possible: string[]) => values.every((each) => possible.includes(each)));
      expect(of.length, field).toBeGreaterThan(0);
      expect(values.length).toBeGreaterThan(0);
    }
  });
});
