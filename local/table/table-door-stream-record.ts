import { createHash } from "node:crypto";
import type { TableModel } from "../assembly/assembly-model.ts";
import type { Fields } from "./table-door-json.ts";

/** A record as Lambda receives it from a table's stream (Lambda guide, "Process DynamoDB records"; API reference, "StreamRecord"). */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    /** seconds since the epoch */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Fields;
    readonly NewImage?: Fields;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly eventSourceARN: string;
}

/** Numbers records in rising order, over restarts too: a sequence number starts with the time in microseconds. */
export function createSequence(region: string) {
  let last = 0n;
  return (table: TableModel, eventName: StreamRecord["eventName"], keys: Fields, image: Fields | undefined): StreamRecord => {
    const now = BigInt(Date.now()) * 1_000_000n;
    last = now > last ? now : last + 1n;
    const sequence = last.toString().padStart(24, "0");
    const shown = image !== undefined && table.streamViewType === "NEW_IMAGE";
    return {
      eventID: createHash("md5").update(sequence).digest("hex"),
      eventName,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
        Keys: keys,
        ...(shown ? { NewImage: image } : {}),
        SequenceNumber: sequence,
        SizeBytes: Buffer.byteLength(JSON.stringify(keys)) + (shown ? Buffer.byteLength(JSON.stringify(image)) : 0),
        StreamViewType: table.streamViewType ?? "KEYS_ONLY",
      },
      eventSourceARN: table.streamArn ?? "",
    };
  };
}
