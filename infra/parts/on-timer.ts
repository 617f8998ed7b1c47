import { Aws, aws_events as events } from "aws-cdk-lib";
import type { Discovered } from "../discover.ts";
import { nameOf } from "../settings.ts";
import type { Core } from "../stacks/core-stack.ts";
import { alarm } from "./alarm.ts";
import type { MakeFunction } from "./on-facts.ts";
import { deadLetterQueue, letRuleSend } from "./queue.ts";

export interface TimerOptions {
  /** EventBridge's `cron(...)` or `rate(...)`, UTC. */
  readonly every: string;
  readonly timeoutSeconds: number;
  /** The embedded runtime runs it when it starts, so that a crash leaves nothing behind. */
  readonly runAtStart?: boolean;
}

/** A timer in. Its event is handed over and nobody waits: Lambda tries three times, then parks it. */
export function onTimer(
  { context, name, definition }: Discovered,
  make: MakeFunction,
  core: Core,
  { every, timeoutSeconds, runAtStart = false }: TimerOptions,
): void {
  const called = nameOf(core.settings, context, name);
  const ruleArn = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${called}`;
  const made = make({ timeoutSeconds, unattended: true });
  const dead = deadLetterQueue(made, "Dead", core, `${called}-dead`);
  made.parkIn(dead);
  letRuleSend(dead, ruleArn);
  const rule = new events.CfnRule(made, "Rule", {
    name: called,
    description: definition.summary,
    scheduleExpression: every,
    targets: [
      { id: "function", arn: made.arn, deadLetterConfig: { arn: dead.queueArn }, retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 } },
    ],
  });
  if (runAtStart) rule.addMetadata("weft:runAtStart", true);
  made.allow("AllowTimer", "events.amazonaws.com", ruleArn);
  alarm(made, "Parked", core.alarms, {
    description: `"${definition.summary}" did not run to its end, though it was tried again. What was to be done waits in ${called}-dead; the next run catches up where it can.`,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    dimensions: { QueueName: `${called}-dead` },
    threshold: 1,
  });
}
