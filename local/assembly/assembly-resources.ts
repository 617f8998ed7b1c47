import * as z from "zod";
import type { Identity } from "./assembly-identity.ts";
import { ignoredProperties, ignoredTypes } from "./assembly-ignored.ts";
import { CannotStart, type Resource, readAssembly, type StackTemplate } from "./assembly-read.ts";
import { intrinsics } from "./intrinsics.ts";

/** One resource that exists in this deployment, with what `Ref` and `GetAtt` say of it. */
export type LiveResource = {
  readonly id: string;
  readonly type: string;
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly identity: Identity;
  readonly arn: string;
  readonly raw: Resource;
};

/** All live resources of an assembly, and the only way to read their properties. */
export type Resources = {
  readonly of: (...types: string[]) => readonly LiveResource[];
  /** The resolved properties, checked: a property that `shape` does not name and nobody ignores stops the start. */
  readonly read: <Shape extends z.ZodRawShape>(resource: LiveResource, shape: Shape) => z.infer<z.ZodObject<Shape>>;
  readonly stacks: readonly StackTemplate[];
};

const interpreted = new Set([
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::IAM::Role",
  "AWS::IAM::Policy",
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
  "AWS::Events::EventBus",
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Stage",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolGroup",
  "AWS::Cognito::UserPoolResourceServer",
  "AWS::Cognito::UserPoolClient",
  "AWS::AppSync::Api",
  "AWS::AppSync::ChannelNamespace",
  "AWS::S3::Bucket",
  "AWS::CloudFront::Distribution",
  "AWS::CloudFront::Function",
  "AWS::CloudFront::ResponseHeadersPolicy",
]);

/** Reads the assembly and refuses what it does not know: an emulator that skips in silence teaches a false promise. */
export function liveResources(assemblyDir: string): Resources {
  const stacks = readAssembly(assemblyDir);
  const { resolve, identity } = intrinsics(stacks);
  const live: LiveResource[] = [];
  for (const stack of stacks)
    for (const [logicalId, raw] of Object.entries(stack.Resources)) {
      if (raw.Type in ignoredTypes) continue;
      if (!interpreted.has(raw.Type))
        throw new CannotStart(
          `${stack.name}.${logicalId}: the local runtime does not know the resource type ${raw.Type}. Emulate it in local/, or say in local/assembly-ignored.ts why it may be left out.`,
        );
      if (raw.Condition !== undefined && resolve(stack, { Condition: raw.Condition }) !== true) continue;
      const known = identity(stack, logicalId);
      live.push({ id: `${stack.name}.${logicalId}`, type: raw.Type, stack, logicalId, identity: known, arn: known.attributes["Arn"] ?? "", raw });
    }
  return {
    stacks,
    of: (...types) => live.filter(({ type }) => types.includes(type)),
    read: ({ id, type, stack, raw }, shape) => {
      const ignored = new Set(ignoredProperties[type] ?? []);
      const properties = Object.fromEntries(Object.entries(raw.Properties).filter(([name]) => !ignored.has(name) || name in shape));
      const parsed = z.strictObject(shape).safeParse(resolve(stack, properties));
      if (parsed.success) return parsed.data;
      throw new CannotStart(`${id} (${type}): ${parsed.error.issues.map(sentence).join("; ")}.`);
    },
  };
}

function sentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys")
    return `the local runtime does not emulate ${issue.keys.map((key) => (where === "" ? key : `${where}.${key}`)).join(", ")}`;
  return `${where === "" ? "the resource" : where}: ${issue.message}`;
}
