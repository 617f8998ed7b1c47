import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { KeptFact } from "./bus.ts";
import { documentClient, setting } from "./clients.ts";
import { FACT_SHARDS, confirmedPartition, factIndexPartition, factShard, factWindow } from "./facts.ts";

/** Where a fact stands. */
const FactKey = z.object({ pk: z.string(), sk: z.string(), gsi1sk: z.string() }).transform(({ pk, sk, gsi1sk }) => ({ pk, sk, id: gsi1sk }));
export type FactKey = z.output<typeof FactKey>;
const Confirmed = z.object({ ids: z.array(z.string()) });
const Checkpoint = z.object({ window: z.string() });
const CHECKPOINT = { pk: "platform#-#reconciler#all", sk: "#" };

async function* everything(input: Omit<QueryCommand["input"], "TableName">): AsyncGenerator<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documentClient().send(
      new QueryCommand({ TableName: setting("TABLE_NAME"), ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    yield* Items;
    start = LastEvaluatedKey;
  } while (start !== undefined);
}

/** The keys of every fact of ten minutes, from the platform's own partition of gsi1. */
export async function factKeys(window: string): Promise<FactKey[]> {
  const keys: FactKey[] = [];
  for (let shard = 0; shard < FACT_SHARDS; shard += 1)
    for await (const item of everything({
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :p",
      ExpressionAttributeValues: { ":p": factIndexPartition(window, shard) },
    }))
      keys.push(FactKey.parse(item));
  return keys;
}

/** Where one fact stands, by its id and the moment it was told. */
export async function factKey(id: string, occurredAt: string): Promise<FactKey | undefined> {
  const found = everything({
    IndexName: "gsi1",
    KeyConditionExpression: "gsi1pk = :p AND gsi1sk = :s",
    ExpressionAttributeValues: { ":p": factIndexPartition(factWindow(occurredAt), factShard(id)), ":s": id },
  });
  for await (const item of found) return FactKey.parse(item);
  return undefined;
}

export async function confirmedIds(window: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const item of everything({
    KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: { ":p": confirmedPartition(window) },
    ConsistentRead: true,
  }))
    for (const id of Confirmed.parse(item).ids) ids.add(id);
  return ids;
}

export async function readFacts(keys: readonly FactKey[]): Promise<KeptFact[]> {
  const table = setting("TABLE_NAME");
  const facts: KeptFact[] = [];
  let left: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await documentClient().send(new BatchGetCommand({ RequestItems: { [table]: { Keys: left.slice(0, 100) } } }));
    // One that cannot be read as a fact was parked by the relay.
    for (const item of Responses?.[table] ?? []) facts.push(...[KeptFact.safeParse(item)].flatMap(({ data }) => data ?? []));
    left = [...(UnprocessedKeys?.[table]?.Keys ?? []), ...left.slice(100)];
  }
  return facts;
}

/** The first window that is not yet known to be delivered whole. */
export async function readCheckpoint(): Promise<string | undefined> {
  const { Item } = await documentClient().send(new GetCommand({ TableName: setting("TABLE_NAME"), Key: CHECKPOINT, ConsistentRead: true }));
  return Item === undefined ? undefined : Checkpoint.parse(Item).window;
}
export async function writeCheckpoint(window: string): Promise<void> {
  await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: setting("TABLE_NAME"), Item: { ...CHECKPOINT, window } } }] }));
}
