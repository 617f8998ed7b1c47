import { aws_dynamodb as dynamodb, type aws_kms as kms } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { removalOf, type Settings } from "../settings.ts";

const string = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

/** The three indexes that collections share. They hold keys only: each costs one write unit per change of a key, whatever the thing's size. */
export const indexNames = ["gsi1", "gsi2", "gsi3"] as const;

/** The one table. Its stream carries new images to the relay; what lies here outlives its stack, and any second of 35 days can be restored. */
export function table(scope: Construct, settings: Settings, key: kms.IKey | undefined): dynamodb.TableV2 {
  const made = new dynamodb.TableV2(scope, "Table", {
    partitionKey: string("pk"),
    sortKey: string("sk"),
    globalSecondaryIndexes: indexNames.map((indexName) => ({
      indexName,
      partitionKey: string(`${indexName}pk`),
      sortKey: string(`${indexName}sk`),
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    })),
    billing: dynamodb.Billing.onDemand(),
    dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: "ttl",
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: settings.stage !== "dev",
    removalPolicy: removalOf(settings),
    encryption: dynamodb.TableEncryptionV2.dynamoOwnedKey(),
  });
  if (key !== undefined && made.node.defaultChild instanceof dynamodb.CfnGlobalTable) encryptWith(key, made.node.defaultChild);
  return made;
}

/** Written by hand: TableV2 takes a key only where the Region is known before the deployment. */
function encryptWith(key: kms.IKey, made: dynamodb.CfnGlobalTable): void {
  made.sseSpecification = { sseEnabled: true, sseType: "KMS" };
  made.addPropertyOverride("Replicas.0.SSESpecification.KMSMasterKeyId", key.keyArn);
}
