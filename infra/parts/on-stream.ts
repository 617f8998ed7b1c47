import { aws_lambda as lambda } from "aws-cdk-lib";
import { nameOf } from "../settings.ts";
import type { Core } from "../stacks/core-stack.ts";
import { sendStatement, streamStatements } from "../table-policy.ts";
import { alarm } from "./alarm.ts";
import type { MakeFunction } from "./on-facts.ts";
import { deadLetterQueue } from "./queue.ts";

/** Facts only, and each once: a fact is written and never changed. */
const newFacts = { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "event#" }] } } } };

/**
 * The table's stream in. A batch that fails is halved until the bad record stands alone; after ten tries, or an hour, its address goes to the
 * on-failure queue and the shard moves on: the fact itself stays in the table, where the reconciler finds it.
 */
export function onStream(make: MakeFunction, core: Core, timeoutSeconds: number): void {
  const made = make({ timeoutSeconds });
  const streamArn = core.table.tableStreamArn ?? noStream();
  const dead = deadLetterQueue(made, "Dead", core, nameOf(core.settings, "platform", "relay-facts", "dead"));
  made.permit(...streamStatements(streamArn), sendStatement(dead.queueArn));
  new lambda.CfnEventSourceMapping(made, "Mapping", {
    eventSourceArn: streamArn,
    functionName: made.arn,
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    parallelizationFactor: 4,
    filterCriteria: { filters: [{ pattern: JSON.stringify(newFacts) }] },
    bisectBatchOnFunctionError: true,
    functionResponseTypes: ["ReportBatchItemFailures"],
    maximumRetryAttempts: 10,
    maximumRecordAgeInSeconds: 3600,
    destinationConfig: { onFailure: { destination: dead.queueArn } },
  });
  alarm(made, "Late", core.alarms, {
    description:
      "Departments do not hear of each other: facts wait more than five minutes before they reach the bus. Orders are taken, but nothing is reserved, invoiced or shipped for them.",
    namespace: "AWS/Lambda",
    metric: "IteratorAge",
    statistic: "Maximum",
    dimensions: { FunctionName: made.functionName },
    threshold: 300_000,
    periods: 2,
  });
  alarm(made, "Parked", core.alarms, {
    description:
      "Some facts could not be carried to the bus. They are kept in the table and the reconciler publishes them again; find out why the relay failed.",
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    dimensions: { QueueName: dead.queueName },
    threshold: 1,
  });
}

function noStream(): never {
  throw new Error("the table has no stream, so no fact would ever leave it");
}
