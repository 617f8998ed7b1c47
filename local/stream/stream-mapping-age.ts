import type { EventSourceMappingModel } from "../assembly/assembly-model.ts";
import type { Clock } from "../schedule/schedule-clock.ts";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

/** A stream keeps its records for 24 hours, then they are gone without a notice (DynamoDB guide, "Data retention limit for DynamoDB Streams"). */
const streamRetentionSeconds = 24 * 60 * 60;

/** What a record's age makes of it: still to be delivered, past the mapping's MaximumRecordAgeInSeconds, or trimmed by the stream. */
export function ageOf(record: StreamRecord, model: EventSourceMappingModel, clock: Clock): "deliverable" | "exceeded" | "trimmed" {
  const seconds = clock.now() / 1000 - record.dynamodb.ApproximateCreationDateTime;
  if (seconds > streamRetentionSeconds) return "trimmed";
  return model.maxRecordAgeSeconds >= 0 && seconds > model.maxRecordAgeSeconds ? "exceeded" : "deliverable";
}
