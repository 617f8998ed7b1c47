import type { Place } from "../domain/kernel/collection.ts";
import type { ContextName } from "../domain/kernel/event.ts";

/** A statement of an IAM policy, as it is written in JSON. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface TableAccess {
  readonly tableArn: string;
  /** The context whose partitions these are: every key of its things begins with `<context>#`. */
  readonly context: ContextName;
  readonly writes: boolean;
  /** The indexes it reads, by name: never all of them by a wildcard. */
  readonly indexes: readonly string[];
}

/** `ForAllValues` holds for an absent key too (AWS: "Multivalued context keys"), hence the second line. */
const partitionsOf = (contexts: readonly ContextName[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": contexts.map((context) => `${context}#*`) },
  Null: { "dynamodb:LeadingKeys": "false" },
});

const WRITES = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"];
const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];

/**
 * What a use case may do to the table. Its own context's partitions only, and writes only inside a transaction, so that nothing can pass the
 * outbox by (AWS: "Using IAM with DynamoDB transactions"). An index is entered by its own partition key, which begins with the context too.
 */
export function tableStatements({ tableArn, context, writes, indexes }: TableAccess): Statement[] {
  const within = partitionsOf([context]);
  const write: Statement = {
    Effect: "Allow",
    Action: WRITES,
    Resource: tableArn,
    Condition: { ...within, "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] } },
  };
  const read: Statement = { Effect: "Allow", Action: READS, Resource: [tableArn, ...indexes.map((index) => `${tableArn}/index/${index}`)], Condition: within };
  return [...(writes ? [write] : []), read, neverAll];
}

/** Reads single things of any context: what must find facts wherever they are kept. Still no ranges, and no writes. */
export const anyContextStatement = (tableArn: string, contexts: readonly ContextName[]): Statement => ({
  Effect: "Allow",
  Action: ["dynamodb:BatchGetItem"],
  Resource: tableArn,
  Condition: partitionsOf(contexts),
});

/** Reads single things that another context lends: their noun's partitions and no others. */
export const lentStatement = (tableArn: string, lent: readonly Place[]): Statement => ({
  Effect: "Allow",
  Action: ["dynamodb:GetItem"],
  Resource: tableArn,
  Condition: {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": lent.map(({ context, noun }) => `${context}#*#${noun}#*`) },
    Null: { "dynamodb:LeadingKeys": "false" },
  },
});

/** Whatever else a role is given one day, the whole table at once is not part of it. */
const neverAll: Statement = { Effect: "Deny", Action: ["dynamodb:Scan", "dynamodb:PartiQL*", "dynamodb:ExportTableToPointInTime"], Resource: "*" };

/** AWS: "Using Lambda with DynamoDB", execution role. Streams cannot be listed for one table only. */
export const streamStatements = (streamArn: string): Statement[] => [
  { Effect: "Allow", Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], Resource: streamArn },
  { Effect: "Allow", Action: ["dynamodb:ListStreams"], Resource: "*" },
];

/** AWS: "Using Lambda with Amazon SQS", execution role. */
export const queueStatement = (queueArn: string): Statement => ({
  Effect: "Allow",
  Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
  Resource: queueArn,
});
export const sendStatement = (queueArn: string): Statement => ({ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: queueArn });
export const publishStatement = (busArn: string): Statement => ({ Effect: "Allow", Action: ["events:PutEvents"], Resource: busArn });
export const logStatement = (logGroupArn: string): Statement => ({
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: logGroupArn,
});
/** Traces belong to no resource (AWS: service authorization reference, AWS X-Ray). */
export const traceStatement: Statement = { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" };
