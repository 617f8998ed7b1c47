import { describe, expect, it } from "vitest";
import { type Answer, undescribed } from "./contract.ts";
import { differences } from "./json-shape.ts";
import { document, operation } from "./operations.ts";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers({ "content-type": status < 400 ? "application/json" : "application/problem+json", ...headers }),
  text: JSON.stringify(body),
  ms: 1,
});
const product = { sku: "A", version: 1, name: "A", kind: "goods", unit: "piece", taxCode: "S19", status: "active" };
const problem = (more: object = {}) => ({
  type: "urn:weft:problem:product_not_found",
  title: "Not Found",
  status: 404,
  code: "product_not_found",
  detail: "There is no such product.",
  instance: "urn:weft:request:1",
  ...more,
});
const show = operation("show-product");

/** The check that every wall leans on, seen to fail where it must. */
describe("an answer", () => {
  it("that is as described passes", () => {
    expect(undescribed(show, answer(200, { data: product }, { etag: '"1"', "x-correlation-id": "1" }))).toEqual([]);
    expect(undescribed(show, answer(404, problem()))).toEqual([]);
    expect(undescribed(show, answer(404, problem({ currentVersion: 3 })))).toEqual([]);
  });

  it.each<[string, Answer]>([
    ["a field nobody declared", answer(200, { data: { ...product, cost: 1 } })],
    ["one beside the data", answer(200, { data: product, tenant: "acme" })],
    ["a missing field", answer(200, { data: { ...product, version: undefined } })],
    ["another type", answer(200, { data: { ...product, version: "1" } })],
    ["a status nobody declared", answer(202, { data: product })],
    ["a header nobody declared", answer(200, { data: product }, { "x-powered-by": "us" })],
    ["another content type", answer(200, { data: product }, { "content-type": "text/html" })],
    ["a code nobody declared", answer(404, problem({ code: "gone" }))],
    ["an object for a fact", answer(404, problem({ stack: { line: 1 } }))],
    ["a stack", answer(404, problem({ detail: "Error at run (/var/task/index.mjs:1:2)" }))],
    ["another system's words", answer(404, problem({ detail: "ValidationException: ExpressionAttributeValues" }))],
    ["the name of a resource", answer(404, problem({ detail: "arn:aws:dynamodb:eu-central-1:1:table/weft" }))],
  ])("with %s does not", (_what, given) => {
    expect(undescribed(show, given)).not.toEqual([]);
  });
});

it("a schema's words are all understood, or the check stops", () => {
  expect(() => differences(1, { type: "integer", multipleOf: 2 }, document)).toThrow("multipleOf");
  for (const [name, schema] of Object.entries<Record<string, unknown>>(document["components"].schemas)) {
    const bare = schema["type"] === "object" ? {} : "";
    expect(Array.isArray(differences(bare, schema, document)), name).toBe(true);
  }
});
