import type { EventSourceMappingModel } from "../assembly/assembly-model.ts";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

export interface Batch {
  readonly records: readonly StreamRecord[];
  /** Invocations of this batch that failed; splitting a batch starts anew and does not count as a retry. */
  readonly attempts: number;
}

/** What becomes of a batch after its function has answered. */
export interface Outcome {
  readonly confirmed: readonly StreamRecord[];
  readonly again: readonly Batch[];
  readonly exhausted: Batch | undefined;
}

/**
 * The lowest failed sequence number is the checkpoint: it and everything after it comes again. With bisecting on, a batch
 * that failed from its first record on is halved. Where the checkpoint moved, the batch was split there, which is no retry
 * of what remains. Source: Lambda guide, "Process DynamoDB records: batch item failures, bisect batch on function error".
 */
export function afterAnswer(batch: Batch, failed: ReadonlySet<string> | "all", model: Pick<EventSourceMappingModel, "bisectOnError" | "maxRetries">): Outcome {
  if (failed !== "all" && failed.size === 0) return { confirmed: batch.records, again: [], exhausted: undefined };
  const from = failed === "all" ? 0 : batch.records.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
  const confirmed = batch.records.slice(0, from);
  const rest = batch.records.slice(from);
  if (model.bisectOnError && rest.length > 1) {
    const middle = Math.ceil(rest.length / 2);
    const halves = from === 0 ? [rest.slice(0, middle), rest.slice(middle)] : [rest];
    return { confirmed, again: halves.map((records) => ({ records, attempts: 0 })), exhausted: undefined };
  }
  const retry = { records: rest, attempts: from > 0 ? 1 : batch.attempts + 1 };
  const spent = model.maxRetries >= 0 && retry.attempts > model.maxRetries;
  return { confirmed, again: spent ? [] : [retry], exhausted: spent ? retry : undefined };
}

/** Lambda backs off between retries without telling how, so these waits are ours. */
export const retryPauseMs = (attempts: number): number => (attempts === 0 ? 0 : Math.min(100 * 2 ** (attempts - 1), 30_000));
