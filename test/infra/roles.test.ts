import { expect, it } from "vitest";
import { roles, scopes, scopesOf } from "../../domain/platform/roles.ts";

it("adds up the scopes of all roles, each once, in the vocabulary's order", () => {
  expect(scopesOf(["finance", "sales"])).toEqual([
    "sales:read",
    "sales:write",
    "catalog:read",
    "inventory:read",
    "finance:read",
    "finance:write",
    "purchasing:read",
  ]);
  expect(scopesOf(["admin"])).toEqual(scopes);
  expect(scopesOf([])).toEqual([]);
});

it("gives nothing for a role that does not exist, or is a name every object has", () => {
  expect(scopesOf(["emperor", "constructor", "__proto__", "toString"])).toEqual([]);
});

it("keeps duties apart: who sells does not keep the books, who keeps the books moves no goods and buys nothing, an auditor changes nothing", () => {
  expect(scopesOf(["sales"])).not.toContain("finance:write");
  expect(scopesOf(["finance"]).filter((scope) => /^(sales|inventory|catalog|purchasing):write$/.test(scope))).toEqual([]);
  expect(scopesOf(["inventory"]).filter((scope) => scope.startsWith("finance"))).toEqual([]);
  expect(scopesOf(["purchasing"]).filter((scope) => scope.endsWith(":write"))).toEqual(["purchasing:write"]);
  expect(roles.auditor.filter((scope) => scope.endsWith(":write"))).toEqual([]);
});
