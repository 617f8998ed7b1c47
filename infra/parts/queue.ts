import { Aws, Duration, aws_iam as iam, aws_sqs as sqs, Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Core } from "../stacks/core-stack.ts";

/** A queue's patience: five tries, then the message is parked with its whole body. */
const MOST_RECEIVES = 5;

export interface QueueOptions {
  readonly name: string;
  readonly visibilitySeconds?: number;
  readonly deadLetters?: sqs.IQueue;
}

export function queue(scope: Construct, id: string, core: Core, { name, visibilitySeconds, deadLetters }: QueueOptions): sqs.Queue {
  return new sqs.Queue(scope, id, {
    queueName: name,
    enforceSSL: true,
    ...(core.key === undefined ? {} : { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: core.key }),
    ...(visibilitySeconds === undefined ? {} : { visibilityTimeout: Duration.seconds(visibilitySeconds) }),
    ...(deadLetters === undefined ? { retentionPeriod: Duration.days(14) } : { deadLetterQueue: { queue: deadLetters, maxReceiveCount: MOST_RECEIVES } }),
  });
}

/** Where messages go that nobody could work on. Nothing comes after it, which is what two rules of cdk-nag ask for. */
export function deadLetterQueue(scope: Construct, id: string, core: Core, name: string): sqs.Queue {
  const made = queue(scope, id, core, { name });
  const reason = "This is the dead-letter queue itself: what lies here waits for a person, and an alarm says so.";
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
