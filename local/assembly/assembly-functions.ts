import { existsSync } from "node:fs";
import * as z from "zod";
import { stableId } from "./assembly-identity.ts";
import type { FunctionModel, PolicyStatement } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { LiveResource, Resources } from "./assembly-resources.ts";

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === "string" ? [value] : value));
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Values = z.union([scalar.transform((value) => [value]), z.array(scalar)]);

/** One statement of an IAM policy. AWS source: IAM User Guide, "Grammar of the IAM JSON policy language". */
export const Statement = z
  .object({
    Effect: z.enum(["Allow", "Deny"]),
    Action: texts.default([]),
    NotAction: texts.default([]),
    Resource: texts.default([]),
    NotResource: texts.default([]),
    Condition: z.record(z.string(), z.record(z.string(), Values)).default({}),
  })
  .transform(
    (s): PolicyStatement => ({
      effect: s.Effect,
      actions: s.Action,
      notActions: s.NotAction,
      resources: s.Resource,
      notResources: s.NotResource,
      conditions: s.Condition,
    }),
  );
const Document = z.object({ Statement: z.union([z.array(Statement), Statement.transform((one) => [one])]) });

/** AWS managed policies that grant only logs and traces, which are not emulated. Any other one stops the start. */
const harmlessManaged =
  /policy\/(service-role\/AWSLambdaBasicExecutionRole|AWSXRayDaemonWriteAccess|CloudWatchLambdaInsightsExecutionRolePolicy|service-role\/AWSLambda(SQSQueue|DynamoDB)ExecutionRole)$/;

/** The permissions of every role, by role ARN: inline policies and AWS::IAM::Policy resources that name the role. */
export function rolePermissions(resources: Resources): ReadonlyMap<string, readonly PolicyStatement[]> {
  const byArn = new Map<string, PolicyStatement[]>();
  const arnOfName = new Map<string, string>();
  for (const role of resources.of("AWS::IAM::Role")) {
    const { Policies, ManagedPolicyArns } = resources.read(role, {
      Policies: z.array(z.object({ PolicyDocument: Document })).default([]),
      ManagedPolicyArns: z.array(z.string()).default([]),
      AssumeRolePolicyDocument: z.unknown(),
      RoleName: z.string().optional(),
      Description: z.unknown().optional(),
      Tags: z.unknown().optional(),
      Path: z.unknown().optional(),
      MaxSessionDuration: z.unknown().optional(),
      PermissionsBoundary: z.undefined().optional(),
    });
    const unknown = ManagedPolicyArns.find((arn) => !harmlessManaged.test(arn));
    if (unknown !== undefined)
      throw new CannotStart(`${role.id}: the managed policy ${unknown} cannot be enforced locally; write the statements into the role.`);
    byArn.set(
      role.arn,
      Policies.flatMap((policy) => policy.PolicyDocument.Statement),
    );
    arnOfName.set(role.identity.ref, role.arn);
  }
  for (const policy of resources.of("AWS::IAM::Policy")) {
    const { Roles, PolicyDocument } = resources.read(policy, {
      Roles: z.array(z.string()).default([]),
      PolicyDocument: Document,
      PolicyName: z.string(),
      Users: z.undefined().optional(),
      Groups: z.undefined().optional(),
    });
    for (const name of Roles) byArn.get(arnOfName.get(name) ?? "")?.push(...PolicyDocument.Statement);
  }
  return byArn;
}

/** AWS::Lambda::Function with its code folder and its role's permissions. Defaults are Lambda's: 3 s, 128 MB. */
export function readFunctions(resources: Resources, roles: ReadonlyMap<string, readonly PolicyStatement[]>): FunctionModel[] {
  const asyncSettings = readInvokeConfigs(resources);
  return resources.of("AWS::Lambda::Function").map((resource) => {
    const p = resources.read(resource, {
      Code: z.object({ S3Key: z.string(), S3Bucket: z.string() }),
      FunctionName: z.string().optional(),
      Handler: z.string(),
      Role: z.string(),
      Runtime: z.string().regex(/^nodejs/, "only Node.js functions run locally"),
      Timeout: z.number().int().min(1).max(900).default(3),
      MemorySize: z.number().int().min(128).max(10_240).default(128),
      Environment: z.object({ Variables: z.record(z.string(), scalar).default({}) }).default({ Variables: {} }),
      ReservedConcurrentExecutions: z.number().int().min(0).optional(),
      EphemeralStorage: z.unknown().optional(),
      DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
    });
    const codeDir = resource.stack.assets.get(p.Code.S3Key);
    if (codeDir === undefined || !existsSync(codeDir)) throw new CannotStart(`${resource.id}: its code asset ${p.Code.S3Key} is not in the cloud assembly.`);
    const name = resource.identity.ref;
    return {
      id: resource.id,
      name,
      arn: resource.arn,
      codeDir,
      handler: p.Handler,
      env: p.Environment.Variables,
      timeoutSeconds: p.Timeout,
      memoryMb: p.MemorySize,
      reservedConcurrency: p.ReservedConcurrentExecutions ?? null,
      statements: roles.get(p.Role) ?? noRole(resource),
      accessKeyId: `LOCAL${stableId(name, 15).toUpperCase()}`,
      asyncRetries: 2,
      asyncMaxAgeSeconds: 21_600,
      onFailureArn: p.DeadLetterConfig?.TargetArn ?? null,
      ...asyncSettings.get(name),
    };
  });
}

function noRole(resource: LiveResource): never {
  throw new CannotStart(`${resource.id}: its execution role is not part of the assembly.`);
}

/** AWS source: AWS Lambda API reference, PutFunctionEventInvokeConfig (defaults: 2 retries, 6 hours). */
function readInvokeConfigs(resources: Resources): Map<string, Pick<FunctionModel, "asyncRetries" | "asyncMaxAgeSeconds" | "onFailureArn">> {
  return new Map(
    resources.of("AWS::Lambda::EventInvokeConfig").map((config) => {
      const p = resources.read(config, {
        FunctionName: z.string(),
        Qualifier: z.literal("$LATEST"),
        MaximumRetryAttempts: z.number().default(2),
        MaximumEventAgeInSeconds: z.number().default(21_600),
        DestinationConfig: z.strictObject({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
      });
      return [
        p.FunctionName.split(":").at(-1) ?? "",
        {
          asyncRetries: p.MaximumRetryAttempts,
          asyncMaxAgeSeconds: p.MaximumEventAgeInSeconds,
          onFailureArn: p.DestinationConfig?.OnFailure?.Destination ?? null,
        },
      ];
    }),
  );
}
