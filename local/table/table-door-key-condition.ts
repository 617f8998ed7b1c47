import { fields, text, type Fields } from "./table-door-json.ts";

const equality = /([#\w.-]+)\s*=\s*(:[\w-]+)|(:[\w-]+)\s*=\s*([#\w.-]+)/g;

/**
 * The attribute value a Query compares its partition key with. DynamoDB allows nothing but `=` for the partition key
 * (DynamoDB guide, "Key condition expressions for the Query operation"), so the equality on its name is the one.
 */
export function queriedPartition(body: Fields, partitionName: string): unknown {
  const expression = text(body["KeyConditionExpression"]);
  if (expression === undefined) return undefined;
  const names = fields(body["ExpressionAttributeNames"]);
  const values = fields(body["ExpressionAttributeValues"]);
  for (const [, left, right, mirrored, name] of expression.matchAll(equality)) {
    const attribute = left ?? name ?? "";
    const resolved = attribute.startsWith("#") ? text(names[attribute]) : attribute;
    if (resolved === partitionName) return values[right ?? mirrored ?? ""];
  }
  return undefined;
}
