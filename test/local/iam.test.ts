import { describe, expect, test } from "vitest";
import { authorize } from "../../local/table/iam.ts";
import { checkStatements } from "../../local/table/iam-check.ts";
import { salesPolicy, statement, tableArn } from "./fixtures.ts";

const put = (leading: readonly string[], enclosing?: string) => ({
  action: "dynamodb:PutItem",
  resource: tableArn,
  context: {
    ...(leading.length > 0 ? { "dynamodb:LeadingKeys": leading } : {}),
    ...(enclosing === undefined ? {} : { "dynamodb:EnclosingOperation": [enclosing] }),
  },
});

describe("IAM user guide: policy evaluation logic and set operators", () => {
  test("a write inside a transaction and the own context is allowed", () => {
    expect(authorize(salesPolicy, put(["sales#t#a"], "TransactWriteItems")).allowed).toBe(true);
  });
  test("the same write outside a transaction is not (dynamodb:EnclosingOperation)", () => {
    expect(authorize(salesPolicy, put(["sales#t#a"])).allowed).toBe(false);
  });
  test("one foreign leading key among many refuses all (ForAllValues)", () => {
    expect(authorize(salesPolicy, put(["sales#t#a", "finance#t#b"], "TransactWriteItems")).allowed).toBe(false);
  });
  test("an absent leading key passes ForAllValues and is stopped by Null only", () => {
    const open = [statement({ actions: ["dynamodb:*"], resources: ["*"], conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sales#*"] } } })];
    expect(authorize(open, put([])).allowed).toBe(true);
    expect(authorize(salesPolicy, put([], "TransactWriteItems")).allowed).toBe(false);
  });
  test("an explicit deny wins over any allow", () => {
    const both = [statement({ actions: ["dynamodb:*"], resources: ["*"] }), ...salesPolicy];
    const decision = authorize(both, { action: "dynamodb:Scan", resource: tableArn, context: {} });
    expect(decision).toEqual({ allowed: false, reason: "with an explicit deny in an identity-based policy" });
  });
  test("a resource must match: an index is another ARN than its table", () => {
    const query = (resource: string) =>
      authorize(salesPolicy, { action: "dynamodb:Query", resource, context: { "dynamodb:LeadingKeys": ["sales#t"] } }).allowed;
    expect([query(`${tableArn}/index/gsi1`), query(`${tableArn}/index/gsi9`), query(`${tableArn}x`)]).toEqual([true, false, false]);
  });
  test.each([
    ["StringEquals", ["a"], ["a"], true],
    ["StringEquals", ["a"], undefined, false],
    ["StringNotEquals", ["a"], undefined, true],
    ["StringEqualsIfExists", ["a"], undefined, true],
    ["StringNotLike", ["a*"], ["ab"], false],
    ["ForAnyValue:StringEquals", ["a"], undefined, false],
    ["ForAnyValue:StringEquals", ["a"], ["b", "a"], true],
    ["ForAllValues:StringEquals", ["a"], ["b", "a"], false],
    ["Null", ["true"], undefined, true],
    ["Null", ["false"], undefined, false],
    ["StringLike", ["a?c"], ["abc"], true],
    ["StringLike", ["a?c"], ["abbc"], false],
  ] as const)("%s %j on %j is %s", (operator, wanted, actual, expected) => {
    const policy = [statement({ actions: ["events:PutEvents"], resources: ["*"], conditions: { [operator]: { "events:source": wanted } } })];
    expect(
      authorize(policy, { action: "events:PutEvents", resource: "arn:bus", context: actual === undefined ? {} : { "events:source": actual } }).allowed,
    ).toBe(expected);
  });
  test("NotAction and NotResource", () => {
    const policy = [statement({ notActions: ["dynamodb:Delete*"], notResources: ["arn:secret"] })];
    const may = (action: string, resource: string) => authorize(policy, { action, resource, context: {} }).allowed;
    expect([may("dynamodb:GetItem", "arn:x"), may("dynamodb:DeleteItem", "arn:x"), may("dynamodb:GetItem", "arn:secret")]).toEqual([true, false, false]);
  });
  test("what cannot be evaluated stops the start with a sentence", () => {
    const withCondition = (conditions: Record<string, Record<string, string[]>>) => () =>
      checkStatements("win-opportunity", [statement({ actions: ["dynamodb:*"], resources: ["*"], conditions })]);
    expect(withCondition({ NumericLessThan: { "dynamodb:LeadingKeys": ["1"] } })).toThrow("win-opportunity uses the condition operator NumericLessThan");
    expect(withCondition({ StringEquals: { "aws:PrincipalTag/tenant": ["x"] } })).toThrow("condition key aws:PrincipalTag/tenant");
    expect(withCondition({ StringEquals: { "dynamodb:LeadingKeys": ["${aws:username}"] } })).toThrow("policy variable");
    expect(withCondition({ Null: { "dynamodb:LeadingKeys": ["false"] } })).not.toThrow();
  });
});
