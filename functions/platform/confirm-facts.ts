import { createHash } from "node:crypto";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import * as z from "zod";
import { documentClient, setting } from "../_runtime/clients.ts";
import { confirmedPartition, factWindow } from "../_runtime/facts.ts";
import { machinery } from "../_runtime/use-case.ts";

const Envelope = z.looseObject({ detail: z.looseObject({ metadata: z.looseObject({ id: z.string(), occurredAt: z.string() }) }) });
const KEPT_SECONDS = 3 * 24 * 3600;

/**
 * Writes down which facts the bus has delivered, in batches of up to a minute: two write units for about forty facts, where a mark on each fact
 * would cost four for every one. What is not written here after a while is what the reconciler publishes again.
 */
async function confirm({ Records }: SQSEvent): Promise<void> {
  const heard = Records.map(({ body }) => Envelope.parse(JSON.parse(body)).detail.metadata);
  const expires = Math.floor(Date.now() / 1000) + KEPT_SECONDS;
  for (const [window, facts] of Map.groupBy(heard, ({ occurredAt }) => factWindow(occurredAt))) {
    const ids = [...new Set(facts.map(({ id }) => id))].sort();
    // Named by its contents: the same batch delivered twice writes the same item.
    const sk = createHash("sha256").update(ids.join()).digest("base64url");
    const item = { pk: confirmedPartition(window), sk, ids, ttl: expires };
    await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: setting("TABLE_NAME"), Item: item } }] }));
  }
}

export const useCase = machinery(
  { summary: "Write down which facts the bus delivered", part: "tap", touches: [{ context: "platform", noun: "confirmed" }] },
  confirm,
);
export const { handler } = useCase;
