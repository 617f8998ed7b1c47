import type { Fact } from "../../domain/kernel/event.ts";
import { factKey } from "./keys.ts";
import { type Cause, DEEPEST_CAUSE, type Once, type Scope } from "./request.ts";
import type { TransactItem } from "./transaction.ts";

/** How the index of facts is spread: ten minutes and eight shards, so that no partition of it takes all of a busy hour's writes. */
export const FACT_SHARDS = 8;
export const factWindow = (at: string): string => at.slice(0, 15);
export const factShard = (factId: string): number => (factId.codePointAt(factId.length - 1) ?? 0) % FACT_SHARDS;
/** The platform's own partition of an index: only the reconciler may read it. */
export const factIndexPartition = (window: string, shard: number): string => `platform#-#facts#${window}#${shard}`;

export interface CommittedFact {
  readonly id: string;
  readonly type: string;
}

/** The outbox item of a fact: kept for good as its subject's history, carried to the bus by the table's stream, found again by the reconciler through gsi1. */
export function factItem(
  fact: Fact,
  cause: Cause,
  once: Once,
  scope: Scope,
  subjectVersion: number | undefined,
  table: string,
): { item: TransactItem; committed: CommittedFact } {
  const declared = scope.emits.find((each) => each.name === fact.name);
  if (declared === undefined) throw new TypeError(`${scope.useCase} does not declare that it emits ${fact.name}`);
  if (cause.depth >= DEEPEST_CAUSE) throw new Error(`a chain of ${cause.depth} facts led to ${fact.name}: stopped as a loop`);
  const id = once.ulid();
  const metadata = {
    id,
    tenant: cause.tenant,
    version: fact.version,
    occurredAt: once.stamp,
    actor: cause.actor,
    correlationId: cause.correlationId,
    causationId: cause.causationId,
    causationDepth: cause.depth + 1,
    subject: fact.subject,
    subjectVersion,
    visibility: declared.visibility,
  };
  const item = {
    ...factKey(fact, cause.tenant, id),
    gsi1pk: factIndexPartition(factWindow(once.stamp), factShard(id)),
    gsi1sk: id,
    context: fact.context,
    name: fact.name,
    metadata,
    data: fact.data,
  };
  return { item: { Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" } }, committed: { id, type: fact.name } };
}
/** Which facts of a window the bus has delivered. */
export const confirmedPartition = (window: string): string => `platform#-#confirmed#${window}`;
