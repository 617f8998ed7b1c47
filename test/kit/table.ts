import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import type { EventMetadata } from "../../domain/kernel/event.ts";
import { documentClient } from "../../functions/_runtime/clients.ts";

export interface ToldFact {
  readonly context: string;
  readonly name: string;
  readonly metadata: EventMetadata;
  readonly data: any;
}
const GSIS = ["gsi1", "gsi2", "gsi3"];
const told = new Map<string, ToldFact[]>();
let ready: Promise<void> | undefined;

/** What befalls commits: refused for a conflict before anything is written, or written and the answer lost (the function dies). */
export interface Faults {
  readonly random: () => number;
  readonly conflict: number;
  readonly lost: number;
}
let faults: Faults | undefined;
export const fired = { conflict: 0, lost: 0 };
export const setFaults = (next: Faults | undefined): void => {
  faults = next;
};

/** The function's end between its commit and its answer. */
class Died extends Error {}

function conflictNow(): void {
  if (faults === undefined || faults.random() >= faults.conflict) return;
  fired.conflict += 1;
  throw new TransactionCanceledException({ $metadata: {}, message: "conflict", CancellationReasons: [{ Code: "TransactionConflict" }] });
}
function dieNow(): void {
  if (faults === undefined || faults.random() >= faults.lost) return;
  fired.lost += 1;
  throw new Died("the answer was lost");
}

/** What was committed to this file's table for a tenant, in order. */
export const toldTo = (tenant: string): readonly ToldFact[] => told.get(tenant) ?? [];

/** Makes this file's own table, once, and listens to what is committed to it. */
export const openTable = (): Promise<void> => (ready ??= makeTable());

async function makeTable(): Promise<void> {
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = inject("tableEndpoint");
  const table = `weft-${randomUUID()}`;
  process.env["TABLE_NAME"] = table;
  const names = ["pk", "sk", ...GSIS.flatMap((gsi) => [`${gsi}pk`, `${gsi}sk`])];
  const admin = new DynamoDBClient({});
  await admin.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: GSIS.map((gsi) => ({
        IndexName: gsi,
        KeySchema: [
          { AttributeName: `${gsi}pk`, KeyType: "HASH" as const },
          { AttributeName: `${gsi}sk`, KeyType: "RANGE" as const },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" as const },
      })),
    }),
  );
  admin.destroy();
  documentClient().middlewareStack.add(
    (next) => async (args) => {
      const items = (args.input as { TransactItems?: { Put?: { Item?: Record<string, never> } }[] }).TransactItems ?? [];
      if (items.length > 0) conflictNow();
      const result = await next(args);
      for (const { Put } of items) {
        const item = Put?.Item as unknown as (ToldFact & { sk?: string }) | undefined;
        if (item?.sk?.startsWith("event#") !== true) continue;
        const fact = structuredClone({ context: item.context, name: item.name, metadata: item.metadata, data: item.data });
        told.set(fact.metadata.tenant, [...(told.get(fact.metadata.tenant) ?? []), JSON.parse(JSON.stringify(fact)) as ToldFact]);
      }
      if (items.length > 0) dieNow();
      return result;
    },
    // Before lib-dynamodb turns values into attribute values, so that facts are seen as they were written.
    { step: "initialize", priority: "high", name: "tell-the-world" },
  );
}
