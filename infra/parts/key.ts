import { Aws, aws_iam as iam, aws_kms as kms, RemovalPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";

/**
 * A key of the customer's own. Whoever may use the table or a queue may use it through them (the pattern of AWS's own managed keys); services
 * that bring messages may use it for this account only. It is never deleted with its stack: without it no backup can be read.
 */
export function customerKey(scope: Construct): kms.Key {
  const key = new kms.Key(scope, "Key", {
    description: "Weft: table, queues, alarm topic and logs",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const uses = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "ThroughTableAndQueues",
      principals: [new iam.AnyPrincipal()],
      actions: [...uses, "kms:CreateGrant"],
      resources: ["*"],
      conditions: {
        StringEquals: { "kms:CallerAccount": Aws.ACCOUNT_ID, "kms:ViaService": [`dynamodb.${Aws.REGION}.amazonaws.com`, `sqs.${Aws.REGION}.amazonaws.com`] },
      },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "MessagesOfThisAccount",
      principals: ["events.amazonaws.com", "cloudwatch.amazonaws.com", "sns.amazonaws.com"].map((service) => new iam.ServicePrincipal(service)),
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: "LogsOfThisAccount",
      principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
      actions: uses,
      resources: ["*"],
      conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*` } },
    }),
  );
  return key;
}
