import type { EventSourceMappingModel, Invoke } from "../assembly/assembly-model.ts";
import type { Chaos } from "../table/chaos.ts";
import type { Journal } from "../queue/queue-journal.ts";
import type { Clock } from "../schedule/schedule-clock.ts";
import { streamFilter } from "./stream-mapping-filter.ts";
import { createLane } from "./stream-mapping-lane.ts";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

export interface StreamMapping {
  readonly model: EventSourceMappingModel;
  accept(records: readonly StreamRecord[]): void;
  couldMatch(keys: Readonly<Record<string, unknown>>): boolean;
  /** Records that wait, and batches with the function. */
  waiting(): number;
  inFlight(): number;
  stop(): void;
}

/** What a mapping needs from around it. `sendToQueue` takes the on-failure destination's message. */
export interface StreamSurroundings {
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly chaos: Chaos;
  readonly journal: Journal;
  readonly functionArn: string;
  readonly sendToQueue: (queueArn: string, body: string) => void;
  /** How many lanes this machine can run: batches that only wait would have grown meanwhile. */
  readonly atOnce?: number;
}

/**
 * Feeds one function from the table's stream. The table has one shard here; with a parallelisation factor its records run
 * in that many lanes by item, so that what happens to one item stays in order.
 * Source: Lambda guide, "Process DynamoDB records with Lambda" (polling and batching, parallelization factor, filtering).
 */
export function createStreamMapping(model: EventSourceMappingModel, around: StreamSurroundings): StreamMapping {
  const filter = streamFilter(model.filterPatterns);
  const lanes = Array.from({ length: Math.min(Math.max(1, model.parallelizationFactor), around.atOnce ?? Infinity) }, () => createLane(model, around));
  const laneOf = (record: StreamRecord) => lanes[hash(JSON.stringify(record.dynamodb.Keys)) % lanes.length];
  const distribute = (records: readonly StreamRecord[]) => {
    for (const record of records) laneOf(record)?.add(record);
  };
  distribute(around.journal.loadRecords(model.id));
  return {
    model,
    accept(records) {
      const wanted = records.filter((record) => filter.matches(record));
      around.journal.saveRecords(model.id, wanted);
      if (model.enabled) distribute(wanted);
    },
    couldMatch: filter.couldMatch,
    waiting: () => lanes.reduce((sum, lane) => sum + lane.waiting(), 0),
    inFlight: () => lanes.reduce((sum, lane) => sum + lane.inFlight(), 0),
    stop: () => lanes.forEach((lane) => lane.stop()),
  };
}

function hash(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) value = (Math.imul(value, 31) + text.charCodeAt(at)) >>> 0;
  return value;
}
