import { Aws, aws_events as events, aws_lambda as lambda, Validations } from "aws-cdk-lib";
import type { Discovered } from "../discover.ts";
import { nameOf } from "../settings.ts";
import type { Core } from "../stacks/core-stack.ts";
import { queueStatement } from "../table-policy.ts";
import { alarm } from "./alarm.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { type FunctionOptions, metricsNamespace, type UseCaseFunction } from "./function.ts";
import { letRuleSend, queue } from "./queue.ts";

/** Makes a use case's function; whatever calls it says how long it may take. */
export type MakeFunction = (more: Pick<FunctionOptions, "timeoutSeconds" | "unattended">) => UseCaseFunction;

export interface FactsOptions {
  readonly pattern: { readonly source: readonly unknown[]; readonly detailType?: readonly string[]; readonly detail?: object };
  readonly timeoutSeconds: number;
  readonly batchSize: number;
  readonly windowSeconds?: number;
  /** How many messages are worked on at once. */
  readonly concurrency?: number;
  /** The function takes or refuses a batch as a whole. */
  readonly wholeBatches?: boolean;
}

/**
 * Facts in: bus → rule → queue → function. The queue keeps what the function cannot do now, five times; then, or when the bus cannot reach the
 * queue, a message becomes a dead letter with its whole body. Facts come from this account only: `source` alone proves nothing.
 */
export function onFacts(
  { context, name, definition }: Discovered,
  make: MakeFunction,
  { core, deadLetters }: { readonly core: Core; readonly deadLetters: DeadLetters },
  options: FactsOptions,
): void {
  const { pattern, timeoutSeconds, windowSeconds = 0 } = options;
  const called = nameOf(core.settings, context, name);
  const made = make({ timeoutSeconds });
  // AWS: "Creating and configuring an Amazon SQS event source mapping": six times the function's time, and the batching window.
  const waiting = queue(made, "Queue", core, { name: called, visibilitySeconds: 6 * timeoutSeconds + windowSeconds, deadLetters: deadLetters.queue });
  made.permit(queueStatement(waiting.queueArn));
  const ruleArn = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${core.bus.eventBusName}/${called}`;
  letRuleSend(waiting, ruleArn);
  deadLetters.takeFrom(ruleArn);
  new events.CfnRule(made, "Rule", {
    name: called,
    description: definition.summary,
    eventBusName: core.bus.eventBusName,
    eventPattern: {
      source: pattern.source,
      account: [Aws.ACCOUNT_ID],
      ...(pattern.detailType === undefined ? {} : { "detail-type": pattern.detailType }),
      ...(pattern.detail === undefined ? {} : { detail: pattern.detail }),
    },
    targets: [{ id: "queue", arn: waiting.queueArn, deadLetterConfig: { arn: deadLetters.queue.queueArn } }],
  });
  const mapping = new lambda.CfnEventSourceMapping(made, "Mapping", {
    eventSourceArn: waiting.queueArn,
    functionName: made.arn,
    batchSize: options.batchSize,
    maximumBatchingWindowInSeconds: windowSeconds,
    ...(options.wholeBatches === true ? {} : { functionResponseTypes: ["ReportBatchItemFailures"] }),
    ...(options.concurrency === undefined ? {} : { scalingConfig: { maximumConcurrency: options.concurrency } }),
  });
  Validations.of(mapping).acknowledge({
    id: "Serverless-LambdaEventSourceMappingDestination",
    reason: "A queue has no on-failure destination: what fails five times goes to the queue's own dead-letter queue.",
  });
  alarm(made, "Parked", core.alarms, {
    description: `"${definition.summary}" did not happen for at least one fact. It stands among the dead letters of its tenant: mend the cause, then redrive it.`,
    namespace: metricsNamespace(core.settings),
    metric: "DeadLetters",
    dimensions: { service: "platform/file-dead-letters", useCase: `${context}/${name}` },
    threshold: 1,
  });
  alarm(made, "Late", core.alarms, {
    description: `"${definition.summary}" is late by more than ten minutes: facts wait in ${called}.`,
    namespace: "AWS/SQS",
    metric: "ApproximateAgeOfOldestMessage",
    statistic: "Maximum",
    dimensions: { QueueName: called },
    threshold: 600 + windowSeconds,
    periods: 2,
  });
}
