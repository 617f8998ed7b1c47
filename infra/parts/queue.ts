import { Aws, Duration, aws_iam as iam, aws_sqs as sqs, Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Core } from "../stacks/core-stack.ts";

/** A queue's patience: five tries, then the message is parked with its whole body. */
const MOST_RECEIVES = 5;

export interface QueueOptions {
  readonly name: string;
  readonly visibilitySeconds?: number;
  readonly deadLetters?: sqs.IQueue;
  /** Fourteen days unless told; a queue with dead letters keeps SQS's own four. */
  readonly keptSeconds?: number;
}

export function queue(
  scope: Construct,
  id: string,
  core: Core,
  { name, visibilitySeconds, deadLetters, keptSeconds = 14 * 24 * 3600 }: QueueOptions,
): sqs.Queue {
  return new sqs.Queue(scope, id, {
    queueName: name,
    enforceSSL: true,
    ...(core.key === undefined ? {} : { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: core.key }),
    ...(visibilitySeconds === undefined ? {} : { visibilityTimeout: Duration.seconds(visibilitySeconds) }),
    ...(deadLetters === undefined
      ? { retentionPeriod: Duration.seconds(keptSeconds) }
      : { deadLetterQueue: { queue: deadLetters, maxReceiveCount: MOST_RECEIVES } }),
  });
}

/** A queue of what is of use for a short while only: it is dropped then, parked nowhere. */
export function shortQueue(
  scope: Construct,
  id: string,
  core: Core,
  { name, visibilitySeconds, keptSeconds }: { readonly name: string; readonly visibilitySeconds: number; readonly keptSeconds: number },
): sqs.Queue {
  const made = queue(scope, id, core, { name, visibilitySeconds, keptSeconds });
  const reason = "What is not taken in time is of no use to anybody: it is dropped.";
  Validations.of(made).acknowledge({ id: "AwsSolutions-SQS3", reason }, { id: "Serverless-SQSRedrivePolicy", reason });
  return made;
}

/** Where messages go that nobody could work on. Nothing comes after it, which is what two rules of cdk-nag ask for. */
export function deadLetterQueue(scope: Construct, id: string, core: Core, name: string, visibilitySeconds?: number): sqs.Queue {
  const made = queue(scope, id, core, { name, ...(visibilitySeconds === undefined ? {} : { visibilitySeconds }) });
  const reason = "This is the dead-letter queue itself: what lies here waits to be looked at, and an alarm says so.";
  Validations.of(made).acknowledge({ id: "AwsSolutions-SQS3", reason }, { id: "Serverless-SQSRedrivePolicy", reason });
  return made;
}

/** Lets one rule of the bus fill a queue, and nobody else. */
export function letRuleSend(to: sqs.Queue, ruleArn: string): void {
  to.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal("events.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [to.queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": ruleArn }, StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
}
