import { Aws, aws_iam as iam, Lazy, type aws_sqs as sqs } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { ContextName } from "../../domain/kernel/event.ts";
import { nameOf, type Settings } from "../settings.ts";
import type { Core } from "../stacks/core-stack.ts";
import { alarm } from "./alarm.ts";
import { deadLetterQueue } from "./queue.ts";

/** How long the function that files dead letters may take; a queue's visibility is six times as much. */
export const FILING_SECONDS = 30;
/** A dead letter that still lies in its queue after this could not be filed. */
const UNFILED_SECONDS = 900;

export const deadLettersName = (settings: Settings, context: ContextName): string => nameOf(settings, context, "dead");
export const deadLettersArn = (settings: Settings, context: ContextName): string =>
  `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:${deadLettersName(settings, context)}`;

/**
 * Where the messages of one context end that none of its reactions could work on. One queue for all of them, because a queue that a function listens to
 * costs a quarter of a dollar a month even while nothing happens; a policy of its own, because SQS's ends at 8 KB.
 */
export class DeadLetters extends Construct {
  readonly queue: sqs.Queue;
  readonly #rules: string[] = [];

  constructor(scope: Construct, core: Core, context: ContextName) {
    super(scope, "DeadLetters");
    const name = deadLettersName(core.settings, context);
    this.queue = deadLetterQueue(this, "Queue", core, name, 6 * FILING_SECONDS);
    alarm(this, "Unfiled", core.alarms, {
      description: `Work of ${context} did not happen and could not be filed as a dead letter either, so nobody sees it in the console. The messages lie in ${name} with their whole body.`,
      namespace: "AWS/SQS",
      metric: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      dimensions: { QueueName: name },
      threshold: UNFILED_SECONDS,
    });
  }

  /** Takes what the bus could not deliver by this rule, too. */
  takeFrom(ruleArn: string): void {
    if (this.#rules.length === 0) this.#letRulesSend();
    this.#rules.push(ruleArn);
  }

  #letRulesSend(): void {
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("events.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: { "aws:SourceArn": Lazy.list({ produce: () => this.#rules }) },
          StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
        },
      }),
    );
  }
}
