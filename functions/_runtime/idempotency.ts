import { createHash } from "node:crypto";
import * as z from "zod";
import type { Instant } from "../../domain/kernel/values.ts";
import type { TransactItem } from "./transaction.ts";

/** How long a key is remembered: a day and an hour, so that "24 hours" is kept by any clock. */
const REMEMBERED_SECONDS = 25 * 3600;

/** What was answered, as it was answered. */
export const StoredAnswer = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });
export type StoredAnswer = z.infer<typeof StoredAnswer>;
export const Mark = StoredAnswer.extend({ request: z.string(), ttl: z.number() });

/** The identity of a request: a second one with the same key must be the same in method, path and body, or it is an error. */
export const requestHash = (method: string, path: string, body: string): string =>
  createHash("sha256").update(`${method} ${path}\n${body}`).digest("base64url");

export const markKey = (context: string, tenant: string, key: string) => ({ pk: `${context}#${tenant}#idempotency#${key}`, sk: "#" });

/**
 * The mark that makes a keyed command happen once. It is part of the command's own transaction: there is no moment at which the work is done and the mark is not.
 * An expired mark that the table has not collected yet counts as none.
 */
export function markItem(table: string, key: { pk: string; sk: string }, request: string, answer: StoredAnswer, now: Instant): TransactItem {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    Put: {
      TableName: table,
      Item: { ...key, ...answer, request, ttl: seconds + REMEMBERED_SECONDS },
      ConditionExpression: "attribute_not_exists(pk) OR #ttl < :now",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":now": seconds },
    },
  };
}
