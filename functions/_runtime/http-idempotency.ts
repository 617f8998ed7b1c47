import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { CallerError } from "./caller-error.ts";
import { documentClient, setting } from "./clients.ts";
import type { Command } from "./definition.ts";
import { Mark, type StoredAnswer, markItem, markKey, requestHash } from "./idempotency.ts";
import type { Once } from "./request.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** A request that says who it is, so that it happens once. */
export interface Keyed {
  /** What was answered before, or `undefined` when this is the first time. */
  find(): Promise<StoredAnswer | undefined>;
  mark(answer: StoredAnswer, once: Once): ReturnType<typeof markItem>;
}

/** The request's Idempotency-Key, if it has one. A dry run has nothing to remember. */
export function idempotencyOf(event: Event, useCase: Command, tenant: string, dryRun: boolean): Keyed | undefined {
  const key = event.headers["idempotency-key"];
  if (key === undefined || dryRun) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new CallerError(400, "invalid_idempotency_key", "An Idempotency-Key has 1 to 255 visible ASCII characters.", {
      faults: [{ header: "Idempotency-Key", detail: "has 1 to 255 visible ASCII characters" }],
    });
  const table = setting("TABLE_NAME");
  const at = markKey(useCase.scope.split(":")[0] ?? "", tenant, key);
  const request = requestHash(event.requestContext.http.method, event.rawPath, event.body ?? "");
  return {
    async find() {
      const { Item } = await documentClient().send(new GetCommand({ TableName: table, Key: at, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const mark = Mark.parse(Item);
      // The table collects expired marks late (AWS: TTL, "within a few days"), so the time is checked here.
      if (mark.ttl <= Date.now() / 1000) return undefined;
      if (mark.request !== request)
        throw new CallerError(422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new key for a new request.");
      return { status: mark.status, headers: { ...mark.headers, "idempotent-replayed": "true" }, body: mark.body };
    },
    mark: (told, once) => markItem(table, at, request, told, once.now),
  };
}
