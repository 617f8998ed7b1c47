import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Runtime } from "../../local/runtime.ts";

export type Item = Record<string, any>;

/** Everything the table holds of some tenants, read past the door: the checks trust nothing that the product says of itself. */
export async function itemsOf(runtime: Runtime, tenants: readonly string[]): Promise<Map<string, Item[]>> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: runtime.backstage.engineEndpoint, region: "eu-central-1", credentials: { accessKeyId: "weft", secretAccessKey: "weft" } }),
  );
  const found = new Map<string, Item[]>(tenants.map((tenant) => [tenant, []]));
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: runtime.model.tables[0]?.name,
        ConsistentRead: true,
        // The table may hold many days already: what is not asked for stays there.
        FilterExpression: tenants.map((_, no) => `contains(pk, :t${no})`).join(" OR "),
        ExpressionAttributeValues: Object.fromEntries(tenants.map((tenant, no) => [`:t${no}`, `#${tenant}#`])),
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) found.get(String(item["pk"]).split("#")[1] ?? "")?.push(item);
    start = LastEvaluatedKey;
  } while (start !== undefined);
  client.destroy();
  return found;
}
