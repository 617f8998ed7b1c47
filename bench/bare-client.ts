import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";

/** What any function of ours must load at the least: a DocumentClient that reads, asks and writes. The measure of bundles; nothing calls it. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = (tableName: string) =>
  Promise.all([
    client.send(new GetCommand({ TableName: tableName, Key: {} })),
    client.send(new QueryCommand({ TableName: tableName })),
    client.send(new BatchGetCommand({ RequestItems: {} })),
    client.send(new TransactWriteCommand({ TransactItems: [] })),
  ]);
