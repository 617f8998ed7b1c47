import { randomUUID } from "node:crypto";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

/**
 * What an on-failure destination learns about a discarded batch: where it lay, not what it held
 * (Lambda guide, "Retain discarded records", DynamoDB; the DDBStreamBatchInfo of an SQS destination).
 */
export function streamFailureNotice(
  records: readonly StreamRecord[],
  functionArn: string,
  condition: "RetryAttemptsExhausted" | "RecordAgeExceeded",
  invocations: number,
  now: number,
) {
  const first = records[0];
  const last = records.at(-1);
  const arrival = (record: StreamRecord | undefined) => new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: invocations },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: "shardId-00000000000000000000-00000000",
      startSequenceNumber: first?.dynamodb.SequenceNumber ?? "",
      endSequenceNumber: last?.dynamodb.SequenceNumber ?? "",
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: first?.eventSourceARN ?? "",
    },
  };
}
