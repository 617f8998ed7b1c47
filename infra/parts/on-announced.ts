import { Aws, aws_events as events, aws_lambda as lambda, Validations } from "aws-cdk-lib";
import { contexts } from "../contexts.ts";
import type { Discovered } from "../discover.ts";
import { nameOf } from "../settings.ts";
import type { Core } from "../stacks/core-stack.ts";
import { queueStatement } from "../table-policy.ts";
import type { MakeFunction } from "./on-facts.ts";
import { letRuleSend, shortQueue } from "./queue.ts";

/** As long as anybody would still want to hear of it. */
const KEPT_SECONDS = 60;
const BATCH = 500;
const WINDOW_SECONDS = 1;

/**
 * Every fact in, for whoever has a page open: bus → rule → queue → function, gathered for a second. Late news is no news: what could not be announced
 * within a minute is dropped, nobody is alarmed and nothing is parked, because pages look for themselves as well.
 */
export function onAnnounced({ context, name, definition }: Discovered, make: MakeFunction, core: Core, timeoutSeconds: number): void {
  const called = nameOf(core.settings, context, name);
  const made = make({ timeoutSeconds });
  const waiting = shortQueue(made, "Queue", core, { name: called, visibilitySeconds: 6 * timeoutSeconds + WINDOW_SECONDS, keptSeconds: KEPT_SECONDS });
  made.permit(queueStatement(waiting.queueArn), core.live.publishes);
  letRuleSend(waiting, `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${core.bus.eventBusName}/${called}`);
  const rule = new events.CfnRule(made, "Rule", {
    name: called,
    description: definition.summary,
    eventBusName: core.bus.eventBusName,
    eventPattern: { source: contexts.map((each) => `weft.${each}`), account: [Aws.ACCOUNT_ID] },
    targets: [{ id: "queue", arn: waiting.queueArn, retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: KEPT_SECONDS } }],
  });
  const reason = "What could not be announced is of no use later.";
  Validations.of(rule).acknowledge({ id: "Serverless-EventBusDLQ", reason });
  const mapping = new lambda.CfnEventSourceMapping(made, "Mapping", {
    eventSourceArn: waiting.queueArn,
    functionName: made.arn,
    batchSize: BATCH,
    maximumBatchingWindowInSeconds: WINDOW_SECONDS,
    scalingConfig: { maximumConcurrency: 2 },
  });
  Validations.of(mapping).acknowledge({ id: "Serverless-LambdaEventSourceMappingDestination", reason });
}
