import {
  Aws,
  AssetHashType,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_logs as logs,
  aws_s3_assets as assets,
  type aws_sqs as sqs,
  Lazy,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Discovered } from "../discover.ts";
import { nameOf, removalOf, retentionOf, type Settings } from "../settings.ts";
import { logStatement, type Statement, sendStatement, traceStatement } from "../table-policy.ts";

/** The bundle of a use case: its folder, and a hash of what is in it. */
export interface Code {
  readonly folder: string;
  readonly hash: string;
}

export interface FunctionOptions {
  readonly settings: Settings;
  readonly code: Code;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do besides logging and tracing. */
  readonly statements: readonly Statement[];
  /** Events are handed over and nobody waits for the answer: what fails must be parked by Lambda itself. */
  readonly unattended?: boolean;
  readonly logKeyArn?: string;
}

/** Where functions count; one for each stage, so that two in one account do not add up. */
export const metricsNamespace = ({ stage }: Settings): string => `Weft/${stage}`;

/** Half a gigabyte: about a quarter of a core, where a cold start of 350 KB of code takes some 250 ms. */
const MEMORY_MB = 512;

/** A use case's function, with a log group and a role that are its own and nobody else's. */
export class UseCaseFunction extends Construct {
  readonly arn: string;
  readonly functionName: string;
  readonly #role: iam.CfnRole;
  readonly #function: lambda.CfnFunction;
  readonly #statements: Statement[];

  constructor(scope: Construct, { context, name, definition }: Discovered, options: FunctionOptions) {
    super(scope, name);
    const { settings, code } = options;
    this.functionName = nameOf(settings, context, name);
    const logGroup = new logs.CfnLogGroup(this, "Logs", {
      logGroupName: `/aws/lambda/${this.functionName}`,
      retentionInDays: retentionOf(settings),
      ...(options.logKeyArn === undefined ? {} : { kmsKeyId: options.logKeyArn }),
    });
    logGroup.applyRemovalPolicy(removalOf(settings));
    this.#statements = [logStatement(logGroup.attrArn), traceStatement, ...options.statements];
    this.#role = new iam.CfnRole(this, "Role", {
      description: `What ${context}/${name} may do`,
      assumeRolePolicyDocument: onlyLambdaOfThisAccount,
      policies: [{ policyName: "use-case", policyDocument: { Version: "2012-10-17", Statement: Lazy.any({ produce: () => this.#statements }) } }],
    });
    const asset = new assets.Asset(this, "Code", { path: code.folder, assetHash: code.hash, assetHashType: AssetHashType.CUSTOM });
    this.#function = new lambda.CfnFunction(this, "Function", {
      functionName: this.functionName,
      description: definition.summary,
      runtime: lambda.Runtime.NODEJS_24_X.name,
      architectures: ["arm64"],
      handler: "index.handler",
      code: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey },
      role: this.#role.attrArn,
      memorySize: MEMORY_MB,
      timeout: options.timeoutSeconds,
      environment: {
        variables: {
          ...options.environment,
          POWERTOOLS_SERVICE_NAME: `${context}/${name}`,
          POWERTOOLS_LOG_LEVEL: "INFO",
          POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(settings),
        },
      },
      loggingConfig: { logGroup: logGroup.ref, logFormat: "Text" },
      tracingConfig: { mode: "Active" },
    });
    asset.addResourceMetadata(this.#function, "Code");
    this.arn = this.#function.attrArn;
    this.#acknowledge(options.unattended === true);
  }

  /** Lets one source of this account invoke it. */
  allow(id: string, principal: string, sourceArn: string): lambda.CfnPermission {
    return new lambda.CfnPermission(this, id, { action: "lambda:InvokeFunction", functionName: this.arn, principal, sourceArn, sourceAccount: Aws.ACCOUNT_ID });
  }

  permit(...statements: readonly Statement[]): void {
    this.#statements.push(...statements);
  }

  /** Where an event goes that nobody waited for and that failed three times. */
  parkIn(deadLetters: sqs.IQueue): void {
    this.permit(sendStatement(deadLetters.queueArn));
    this.#function.deadLetterConfig = { targetArn: deadLetters.queueArn };
  }

  #acknowledge(unattended: boolean): void {
    const reason =
      "Tracing, and listing the table's streams, belong to no resource; the third is a Deny, which may not be narrow. A test holds the list of wildcards to these.";
    Validations.of(this.#role).acknowledge({ id: "AwsSolutions-IAM5[Resource::*]", reason }, { id: "Serverless-LambdaStarPermissions", reason });
    if (!unattended)
      Validations.of(this.#function).acknowledge({
        id: "Serverless-LambdaDLQ",
        reason:
          "It is called synchronously (gateway, sign-in) or from a queue or stream with a dead-letter queue of its own, so this setting would never be used.",
      });
  }
}

/** AWS: "The confused deputy problem": the service may take this role only on behalf of this account. */
const onlyLambdaOfThisAccount = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    },
  ],
};
