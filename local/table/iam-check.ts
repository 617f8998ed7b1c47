import type { PolicyStatement } from "../assembly/assembly-model.ts";

/** Operators that `iam.ts` evaluates, after a set prefix and `IfExists` are taken off (IAM user guide, "Condition operators"). */
const knownOperators = new Set([
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "ArnEquals",
  "ArnLike",
  "Bool",
  "Null",
]);

/** Context keys that the doors fill in. Any other key would silently be absent, so it stops the start. */
const knownKeys = new Set([
  "dynamodb:LeadingKeys",
  "dynamodb:EnclosingOperation",
  "dynamodb:Select",
  "dynamodb:ReturnValues",
  "events:source",
  "events:detail-type",
]);

/** Services whose calls pass a door of this runtime. A policy for any other service is not evaluated here, so neither is it checked. */
const guarded = /^(\*|dynamodb:|events:)/i;

/** `ForAllValues:StringLikeIfExists` in its parts. */
export function operatorParts(operator: string): {
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
  readonly name: string;
  readonly ifExists: boolean;
} {
  const [head = "", tail] = operator.split(":");
  const bare = tail ?? head;
  const ifExists = bare.endsWith("IfExists");
  const set = tail !== undefined && (head === "ForAllValues" || head === "ForAnyValue") ? head : undefined;
  return { set, name: ifExists ? bare.slice(0, -"IfExists".length) : bare, ifExists };
}

/**
 * Refuses, in a sentence, the conditions this runtime cannot evaluate: a permission that is guessed at would pass here and
 * fail on AWS. Run once for every function before anything starts.
 */
export function checkStatements(owner: string, statements: readonly PolicyStatement[]): void {
  for (const statement of statements) {
    if (statement.notActions.length === 0 && !statement.actions.some((action) => guarded.test(action))) continue;
    if (statement.actions.length > 0 === statement.notActions.length > 0)
      throw new Error(`The policy of ${owner} has a statement without exactly one of Action and NotAction.`);
    if (statement.resources.length > 0 === statement.notResources.length > 0)
      throw new Error(`The policy of ${owner} has a statement without exactly one of Resource and NotResource.`);
    for (const [operator, tests] of Object.entries(statement.conditions)) {
      const { name, set } = operatorParts(operator);
      if (!knownOperators.has(name) || (operator.includes(":") && set === undefined))
        throw new Error(`The policy of ${owner} uses the condition operator ${operator}, which this runtime does not evaluate.`);
      for (const [key, wanted] of Object.entries(tests)) {
        if (!knownKeys.has(key)) throw new Error(`The policy of ${owner} tests the condition key ${key}, which this runtime does not know.`);
        if (wanted.some((value) => value.includes("${")))
          throw new Error(`The policy of ${owner} uses a policy variable in ${key}, which this runtime does not resolve.`);
      }
    }
  }
}
