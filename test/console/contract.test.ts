import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { trim } from "../../console/trim-contract.ts";
import { resolved } from "../../console/src/contract/contract.ts";
import {
  columnsOf,
  fieldsOf,
  filled,
  idField,
  isOffered,
  relatedCreates,
  relatedLists,
  resourcesOf,
  searchesOf,
} from "../../console/src/contract/resources.ts";
import { allowedResources, claimsOf } from "../../console/src/session/scopes.ts";
import { contract } from "./kit/contract.ts";

const find = (name: string) => resourcesOf(contract).find((resource) => resource.name === name)!;
const id = { type: "string", "x-weft-references": "shop/things" };
const answer = (schema: unknown) => ({ responses: { 200: { content: { "application/json": { schema: { type: "object", properties: { data: schema } } } } } } });
const item = { type: "object", properties: { id: { type: "string" }, title: { type: "string" }, price: { $ref: "#/components/schemas/Money" } } };
/** A contract that says everything the console understands. */
const shop = trim({
  tags: [{ name: "shop", description: "Things" }],
  components: { schemas: { Money: { type: "object", properties: { minor: { type: "integer" }, currency: { type: "string" } } }, Unused: { type: "object" } } },
  paths: {
    "/shop/things": {
      get: { operationId: "list-things", "x-weft-kind": "list", "x-weft-columns": ["title", "price"], ...answer({ type: "array", items: item }) },
    },
    "/shop/things/{id}": { get: { operationId: "show-thing", "x-weft-kind": "query", "x-weft-title": "title", ...answer(item) } },
    "/shop/things/{id}/break": {
      post: { operationId: "break-thing", "x-weft-kind": "command", "x-weft-offered": { status: ["whole"] }, "x-weft-danger": true },
    },
    "/shop/sales": {
      get: {
        operationId: "list-sales",
        parameters: [
          { name: "thingId", in: "query", schema: id },
          { name: "limit", in: "query", schema: {} },
        ],
        ...answer({ type: "array", items: item }),
      },
      post: { operationId: "sell", requestBody: { content: { "application/json": { schema: { type: "object", properties: { thingId: id } } } } } },
    },
  },
});

describe("the contract as the console has it", () => {
  it("is small enough for the first load, and has every operation", () => {
    expect(gzipSync(JSON.stringify(contract)).length).toBeLessThan(24_000);
    expect(Object.keys(contract.paths)).toContain("/sales/orders/{id}/cancel");
  });

  it("keeps the extensions, and no schema that nothing uses", () => {
    expect(shop.paths["/shop/things"]?.get?.columns).toEqual(["title", "price"]);
    expect(shop.paths["/shop/things/{id}/break"]?.post).toMatchObject({ danger: true, offered: { status: ["whole"] } });
    expect(Object.keys(shop.schemas)).toEqual(["Money"]);
    expect(shop.paths["/shop/sales"]?.get?.query.map(({ name }) => name)).toEqual(["thingId"]);
  });

  it("knows by which parameters something is found, and which of them may say what is typed", () => {
    const [products, orders] = [find("catalog/products").list, find("sales/orders").list];
    expect(searchesOf(contract, products)).toEqual(["sku", "name"]);
    expect(searchesOf(contract, products, "chair")).toEqual(["sku", "name"]);
    expect(searchesOf(contract, products, "chair, oak")).toEqual(["name"]);
    expect(searchesOf(contract, products, "x".repeat(81))).toEqual([]);
    expect(searchesOf(contract, orders)).toEqual([]);
  });

  it("finds lists, details, actions and sub-lists of a resource", () => {
    const orders = find("sales/orders");
    expect(orders.list?.id).toBe("list-orders");
    expect(orders.detail?.operation.id).toBe("show-order");
    expect(orders.create?.id).toBe("place-order");
    expect(orders.actions.map(({ operation }) => operation.id)).toContain("cancel-order");
    expect(find("sales/customers").subLists.map(({ path }) => path)).toContain("/sales/customers/{id}/timeline");
    expect(find("finance/trial-balance").report?.id).toBe("show-trial-balance");
    expect(idField(find("catalog/products"))).toBe("sku");
    expect(filled("/catalog/products/{sku}", "A/B")).toBe("/catalog/products/A%2FB");
  });

  it("every list shows fields that its items have", () => {
    for (const { list, name } of resourcesOf(contract)) {
      if (list === undefined) continue;
      const fields = fieldsOf(contract, list.answer).map((field) => field.name);
      expect([...columnsOf(list)].length, name).toBeGreaterThan(0);
      expect(fields, name).toEqual(expect.arrayContaining([...columnsOf(list)]));
    }
  });

  it("what refers to a thing is reached from it", () => {
    const resources = resourcesOf(shop);
    expect(relatedLists(shop, resources, "shop/things").map(({ resource, by }) => [resource.name, by])).toEqual([["shop/sales", "thingId"]]);
    expect(relatedCreates(shop, resources, "shop/things").map(({ operation, by }) => [operation.id, by])).toEqual([["sell", "thingId"]]);
  });

  it("an action is offered only in its states", () => {
    const action = shop.paths["/shop/things/{id}/break"]!.post!;
    expect(isOffered(action, { status: "whole" })).toBe(true);
    expect(isOffered(action, { status: "broken" })).toBe(false);
  });

  it("looks behind references and behind what may be null", () => {
    const schema = { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }], description: "The price" };
    expect(resolved(shop, schema)).toMatchObject({ type: "object", description: "The price" });
  });
});

describe("a role sees only what it may do", () => {
  const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

  it("reads who is signed in from the token, whatever letters the name has", () => {
    const claims = claimsOf(token({ sub: "u1", username: "宋", tenant: "acme", roles: "sales", scope: "weft/sales:read openid" }));
    expect(claims).toMatchObject({ subject: "u1", username: "宋", tenant: "acme", roles: "sales" });
    expect([...claims.scopes]).toEqual(["weft/sales:read", "openid"]);
    expect(claimsOf("no token").scopes.size).toBe(0);
  });

  it("reading alone offers no command, and another context is not there", () => {
    const allowed = allowedResources(contract, { scopes: new Set(["weft/sales:read"]) });
    expect(new Set(allowed.map(({ context }) => context))).toEqual(new Set(["sales"]));
    expect(allowed.some(({ create, revise, actions }) => create !== undefined || revise !== undefined || actions.length > 0)).toBe(false);
    expect(allowedResources(contract, { scopes: new Set(["weft/sales:read", "weft/sales:write"]) }).some(({ create }) => create?.id === "place-order")).toBe(
      true,
    );
  });
});
