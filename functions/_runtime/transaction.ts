import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Adjust, Change, Otherwise } from "../../domain/kernel/decision.ts";
import { indexKeys, itemKey, ownerOf } from "./keys.ts";

export type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** DynamoDB takes at most 100 items in one transaction (AWS: "Amazon DynamoDB transactions: how it works"). */
export const MOST_ITEMS = 100;

/** A change as the table understands it. `shard` picks one of a sharded counter's items. */
export function toTransactItem(change: Change<string>, table: string, tenant: string, shard: (place: string) => string): TransactItem {
  if (change.change === "adjust") return { Update: adjustment(change, table, tenant, shard) };
  const { to, doc } = change;
  const key = itemKey(to, tenant, to.id(doc), to.sort?.(doc));
  if (change.change === "remove") return { Delete: { TableName: table, Key: key, ...atVersion(doc.version) } };
  const expires = to.expiresAt?.(doc);
  const item = { ...to.schema.parse(doc), ...key, ...indexKeys(to, tenant, doc), ...(expires === undefined ? {} : { ttl: expires }) };
  return {
    Put: { TableName: table, Item: item, ...(change.change === "create" ? { ConditionExpression: "attribute_not_exists(pk)" } : atVersion(doc.version - 1)) },
  };
}

const atVersion = (version: number) => ({
  ConditionExpression: "#version = :seen",
  ExpressionAttributeNames: { "#version": "version" },
  ExpressionAttributeValues: { ":seen": version },
});

/** Names and values only ever travel through placeholders: what a caller typed cannot become part of an expression. */
function adjustment(
  { to, key, add, within, raise, ensure, orCreate }: Adjust<string>,
  table: string,
  tenant: string,
  shard: (place: string) => string,
): NonNullable<TransactItem["Update"]> {
  const names: Record<string, string> = {};
  const values: Record<string, string | number | boolean> = {};
  const placeholders = new Map<string, string>();
  const name = (field: string) => {
    const placeholder = placeholders.get(field) ?? `#${placeholders.size}`;
    placeholders.set(field, placeholder);
    names[placeholder] = field;
    return placeholder;
  };
  const value = (given: string | number | boolean) => {
    const placeholder = `:${Object.keys(values).length}`;
    values[placeholder] = given;
    return placeholder;
  };
  const sums = Object.entries({ ...add, version: 1 }).flatMap(([field, by]) => (by === undefined ? [] : [`${name(field)} ${value(by)}`]));
  const firsts = Object.entries(orCreate ?? {}).map(([field, first]) => {
    const placeholder = name(field);
    return `${placeholder} = if_not_exists(${placeholder}, ${value(first)})`;
  });
  // Expressions end at 4 KB (AWS: "Expression parameters" quotas): room for the eighty sums of forty lines.
  const moved = within.flatMap(({ list, at, add: each }) =>
    Object.entries(each).flatMap(([field, by]) => (by === undefined || by === 0 ? [] : [{ list, at, field, by }])),
  );
  // A name or a value that no expression uses is refused.
  const nought = moved.length === 0 ? "" : value(0);
  const inLists = moved.map(({ list, at, field, by }) => {
    const path = `${name(list)}[${at}].${name(field)}`;
    return `${path} = if_not_exists(${path}, ${nought}) + ${value(by)}`;
  });
  const raised = raise.map((flag) => `${name(flag)} = ${value(true)}`);
  const sets = [...firsts, ...inLists, ...raised];
  const conditions = Object.entries(ensure).flatMap(([field, { atLeast, equals }]) => [
    ...(atLeast === undefined ? [] : [`${name(field)} >= ${value(atLeast)}`]),
    ...(equals === undefined ? [] : [`${name(field)} = ${value(equals)}`]),
  ]);
  // The last place stands for all: a list has no holes.
  for (const [list, of] of Map.groupBy(moved, (each) => each.list)) conditions.push(`attribute_exists(${name(list)}[${Math.max(...of.map(({ at }) => at))}])`);
  if (orCreate === undefined) conditions.unshift("attribute_exists(pk)");
  const id = to.sharded === true ? `${key.id}#${shard(`${to.context}.${to.noun}`)}` : key.id;
  return {
    TableName: table,
    Key: itemKey(to, ownerOf(to, tenant), id, key.sort),
    UpdateExpression: `ADD ${sums.join(", ")}${sets.length > 0 ? ` SET ${sets.join(", ")}` : ""}`,
    ...(conditions.length > 0 ? { ConditionExpression: conditions.join(" AND ") } : {}),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/** The same conditions without the writes: what a dry run sends. */
export function asCheck(item: TransactItem): TransactItem | undefined {
  const write = item.Put ?? item.Update ?? item.Delete;
  if (write?.ConditionExpression === undefined) return undefined;
  const key = "Key" in write ? write.Key : { pk: write.Item?.["pk"], sk: write.Item?.["sk"] };
  const condition = `${write.ConditionExpression}`;
  const used = ([placeholder]: [string, unknown]) => new RegExp(`${placeholder}(?!\\w)`).test(condition);
  const names = Object.fromEntries(Object.entries(write.ExpressionAttributeNames ?? {}).filter(used));
  const values = Object.fromEntries(Object.entries(write.ExpressionAttributeValues ?? {}).filter(used));
  return {
    ConditionCheck: {
      TableName: write.TableName,
      Key: key,
      ConditionExpression: condition,
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    },
  };
}

/**
 * What a failed transaction means for the decision: a replay wins over a race (its other conditions failed because it took effect before),
 * and a race over a refusal (deciding anew finds the refusal that is true now).
 */
export function outcomeOf(failed: readonly Otherwise<string>[]): Otherwise<string> {
  if (failed.includes("already-done")) return "already-done";
  if (failed.includes("decide-again")) return "decide-again";
  return failed[0] ?? "decide-again";
}
