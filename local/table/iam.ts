import type { PolicyStatement } from "../assembly/assembly-model.ts";
import { operatorParts } from "./iam-check.ts";

/** What a caller wants to do. A context key that is absent from `context` is absent in IAM's sense. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** `reason` is the tail of AWS's own sentence, after "because". */
export interface AccessDecision {
  readonly allowed: boolean;
  readonly reason: string;
}

/**
 * Evaluates one identity policy: explicit Deny, then Allow, else implicit Deny.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function authorize(statements: readonly PolicyStatement[], request: AccessRequest): AccessDecision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some((statement) => statement.effect === "Deny")) return { allowed: false, reason: "with an explicit deny in an identity-based policy" };
  if (applying.length > 0) return { allowed: true, reason: "" };
  return { allowed: false, reason: `because no identity-based policy allows the ${request.action} action` };
}

function applies(statement: PolicyStatement, { action, resource, context }: AccessRequest): boolean {
  const named = (patterns: readonly string[], value: string, ignoreCase: boolean) => patterns.some((pattern) => like(pattern, value, ignoreCase));
  // Actions are compared without case, ARNs with it (IAM JSON policy elements: Action, Resource).
  if (statement.actions.length > 0 ? !named(statement.actions, action, true) : named(statement.notActions, action, true)) return false;
  if (statement.resources.length > 0 ? !named(statement.resources, resource, false) : named(statement.notResources, resource, false)) return false;
  for (const [operator, tests] of Object.entries(statement.conditions)) {
    for (const [key, wanted] of Object.entries(tests)) {
      if (!holds(operator, wanted, valueOf(context, key))) return false;
    }
  }
  return true;
}

/** Condition keys are compared without case. */
function valueOf(context: AccessRequest["context"], key: string): readonly string[] | undefined {
  const found = context[key];
  if (found !== undefined) return found;
  const lower = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === lower)?.[1];
}

/**
 * One condition test. Source: IAM user guide, "Set operators for multivalued context keys": ForAllValues is true for an
 * absent or empty key, ForAnyValue is false; a single-valued positive operator is false and a negated one true for an absent key.
 */
function holds(operator: string, wanted: readonly string[], actual: readonly string[] | undefined): boolean {
  const { set, name, ifExists } = operatorParts(operator);
  if (name === "Null") return wanted.some((value) => (value === "true") === (actual === undefined || actual.length === 0));
  if (actual === undefined || actual.length === 0) return ifExists || set === "ForAllValues" || (set === undefined && name.includes("Not"));
  const matches = (value: string) => compare(name, wanted, value);
  if (set === "ForAllValues") return actual.every(matches);
  if (set === "ForAnyValue" || !name.includes("Not")) return actual.some(matches);
  return actual.every(matches);
}

function compare(name: string, wanted: readonly string[], value: string): boolean {
  switch (name) {
    case "StringEquals":
      return wanted.includes(value);
    case "StringNotEquals":
      return !wanted.includes(value);
    case "StringEqualsIgnoreCase":
    case "Bool":
      return wanted.some((one) => one.toLowerCase() === value.toLowerCase());
    case "StringNotLike":
      return !wanted.some((pattern) => like(pattern, value, false));
    default:
      return wanted.some((pattern) => like(pattern, value, false));
  }
}

const compiled = new Map<string, RegExp>();

/** `*` is any run of characters and `?` exactly one (IAM user guide, "Wildcards"). */
function like(pattern: string, value: string, ignoreCase: boolean): boolean {
  if (pattern === "*") return true;
  if (!pattern.includes("*") && !pattern.includes("?")) return ignoreCase ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
  const cacheKey = `${ignoreCase ? "i" : "c"}${pattern}`;
  const known =
    compiled.get(cacheKey) ??
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      ignoreCase ? "is" : "s",
    );
  compiled.set(cacheKey, known);
  return known.test(value);
}
