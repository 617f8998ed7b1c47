import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  type KeySchemaElement,
} from "@aws-sdk/client-dynamodb";
import type { KeySchema, TableModel } from "../assembly/assembly-model.ts";

/** A client that speaks to the engine itself, past the door: for the runtime only, never for a function. */
export const engineClient = (endpoint: string, region = "eu-central-1"): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: "weft", secretAccessKey: "weft" } });

/** Creates the deployment's tables where they are missing. A kept table whose indexes no longer fit stops the start: it would lie. */
export async function createTables(endpoint: string, tables: readonly TableModel[]): Promise<void> {
  const client = engineClient(endpoint);
  try {
    for (const table of tables) await createTable(client, table);
  } finally {
    client.destroy();
  }
}

async function createTable(client: DynamoDBClient, table: TableModel): Promise<void> {
  const existing = await describe(client, table.name);
  if (existing !== undefined) {
    const missing = table.indexes.filter((index) => !existing.includes(index.name)).map((index) => index.name);
    if (missing.length > 0) throw new Error(`The kept table ${table.name} lacks the index ${missing.join(", ")}: start with a new data folder.`);
    return;
  }
  const attributes = new Map(
    [table.key, ...table.indexes.map((index) => index.key)]
      .flatMap((key) => [key.partition, ...(key.sort === null ? [] : [key.sort])])
      .map((attribute) => [attribute.name, attribute.type]),
  );
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      KeySchema: keySchema(table.key),
      ...(table.indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: table.indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: keySchema(index.key),
              Projection: {
                ProjectionType: index.projection.type,
                ...(index.projection.type === "INCLUDE" ? { NonKeyAttributes: [...index.projection.attributes] } : {}),
              },
            })),
          }),
    }),
  );
  if (table.ttlAttribute !== null)
    await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true } }));
}

async function describe(client: DynamoDBClient, name: string): Promise<readonly (string | undefined)[] | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return (Table?.GlobalSecondaryIndexes ?? []).map((index) => index.IndexName);
  } catch (problem) {
    if (problem instanceof ResourceNotFoundException) return undefined;
    throw problem;
  }
}

const keySchema = (key: KeySchema): KeySchemaElement[] => [
  { AttributeName: key.partition.name, KeyType: "HASH" },
  ...(key.sort === null ? [] : [{ AttributeName: key.sort.name, KeyType: "RANGE" as const }]),
];
