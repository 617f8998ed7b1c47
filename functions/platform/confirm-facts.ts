import { createHash } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { decodeTime } from "ulid";
import * as z from "zod";
import { TrafficHours } from "../../domain/platform/traffic.table.ts";
import { countsOf, type Delivered, hourOf } from "../../domain/platform/traffic.ts";
import { documentClient, setting } from "../_runtime/clients.ts";
import { confirmedPartition, factWindow } from "../_runtime/facts.ts";
import { itemKey } from "../_runtime/keys.ts";
import { MOST_ITEMS, type TransactItem } from "../_runtime/transaction.ts";
import { machinery } from "../_runtime/use-case.ts";

const Envelope = z.looseObject({
  source: z.string().optional(),
  "detail-type": z.string().optional(),
  detail: z.looseObject({
    metadata: z.looseObject({
      id: z.string(),
      occurredAt: z.string(),
      tenant: z.string().optional(),
      causationId: z.string().optional(),
      causationDepth: z.int().optional(),
    }),
  }),
});
type Heard = z.infer<typeof Envelope>;
const KEPT_SECONDS = 3 * 24 * 3600;
/** Tenants whose hours are counted along with one list of facts. */
const MOST_TENANTS = MOST_ITEMS / 4;

/**
 * Writes down which facts the bus has delivered, in batches of up to a minute: two write units for about forty facts, where a mark on each fact
 * would cost four for every one. What is not written here after a while is what the reconciler publishes again. In the same transaction each tenant's
 * hour is told how many there were: a batch that comes again is there already and counts nothing.
 */
async function confirm({ Records }: SQSEvent): Promise<void> {
  const heard = Records.map(({ body }) => Envelope.parse(JSON.parse(body)));
  const tenants = [...Map.groupBy(heard, ({ detail }) => detail.metadata.tenant ?? "").values()];
  for (let at = 0; at < tenants.length; at += MOST_TENANTS) {
    const some = tenants.slice(at, at + MOST_TENANTS).flat();
    for (const [window, facts] of Map.groupBy(some, ({ detail }) => factWindow(detail.metadata.occurredAt))) await confirmWindow(window, facts);
  }
}

async function confirmWindow(window: string, heard: readonly Heard[]): Promise<void> {
  const expires = Math.floor(Date.now() / 1000) + KEPT_SECONDS;
  const once = [...new Map(heard.map((each) => [each.detail.metadata.id, each])).values()];
  const ids = once.map(({ detail }) => detail.metadata.id).sort();
  // Named by its contents: the same batch delivered twice writes the same item.
  const sk = createHash("sha256").update(ids.join()).digest("base64url");
  const item = { pk: confirmedPartition(window), sk, ids, ttl: expires };
  const mark = { Put: { TableName: setting("TABLE_NAME"), Item: item, ConditionExpression: "attribute_not_exists(pk)" } };
  try {
    await documentClient().send(new TransactWriteCommand({ TransactItems: [mark, ...countings(once, expires)] }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException) || error.CancellationReasons?.[0]?.Code !== "ConditionalCheckFailed") throw error;
  }
}

/** A window lies within one hour: one item for each tenant. */
function countings(heard: readonly Heard[], ttl: number): TransactItem[] {
  return [...Map.groupBy(heard, ({ detail }) => detail.metadata.tenant)].flatMap(([tenant, facts]) => {
    if (tenant === undefined) return [];
    const counts = Object.entries({ ...countsOf(facts.map(deliveredOf)), version: 1 });
    const hour = hourOf(facts[0]?.detail.metadata.occurredAt ?? "");
    return [
      {
        Update: {
          TableName: setting("TABLE_NAME"),
          Key: itemKey(TrafficHours, tenant, hour),
          UpdateExpression: `ADD ${counts.map((_, index) => `#${index} :${index}`).join(", ")} SET #hour = :hour, #ttl = :ttl`,
          ExpressionAttributeNames: { ...Object.fromEntries(counts.map(([field], index) => [`#${index}`, field])), "#hour": "hour", "#ttl": "ttl" },
          ExpressionAttributeValues: { ...Object.fromEntries(counts.map(([, by], index) => [`:${index}`, by])), ":hour": hour, ":ttl": ttl },
        },
      },
    ];
  });
}

const deliveredOf = ({ source = "", "detail-type": name = "", detail: { metadata } }: Heard): Delivered => ({
  context: source.replace(/^weft\./, ""),
  name,
  occurredAt: metadata.occurredAt,
  causedAt: (metadata.causationDepth ?? 0) > 1 ? toldAt(metadata.causationId) : undefined,
});

/** A fact's id is a ULID and says when it was told. */
function toldAt(factId: string | undefined): number | undefined {
  try {
    return factId === undefined ? undefined : decodeTime(factId);
  } catch {
    return undefined;
  }
}

export const useCase = machinery(
  { summary: "Write down which facts the bus delivered", part: "tap", touches: [{ context: "platform", noun: "confirmed" }, TrafficHours] },
  confirm,
);
export const { handler } = useCase;
