import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../../functions/_runtime/clients.ts";

/** Every item of a tenant as the table has it, by its key. */
export async function everythingOf(tenant: string): Promise<Map<string, unknown>> {
  const items = new Map<string, unknown>();
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documentClient().send(
      new ScanCommand({ TableName: process.env["TABLE_NAME"] ?? "", ConsistentRead: true, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    for (const item of Items) if (String(item["pk"]).split("#")[1] === tenant) items.set(`${String(item["pk"])} ${String(item["sk"])}`, item);
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}
