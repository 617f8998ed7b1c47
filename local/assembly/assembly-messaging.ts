import * as z from "zod";
import type { BusModel, QueueModel, RuleModel, ScheduleModel, TargetModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { Resources } from "./assembly-resources.ts";

const Retry = z
  .object({ MaximumRetryAttempts: z.number().default(185), MaximumEventAgeInSeconds: z.number().default(86_400) })
  .default({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 });
const DeadLetter = z.object({ Arn: z.string().optional() }).optional();
const Target = z
  .strictObject({
    Id: z.string().default("target"),
    Arn: z.string(),
    RoleArn: z.string().optional(),
    Input: z.string().optional(),
    InputPath: z.string().optional(),
    InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() }).optional(),
    DeadLetterConfig: DeadLetter,
    RetryPolicy: Retry,
  })
  .transform(
    (t): TargetModel => ({
      id: t.Id,
      arn: t.Arn,
      input: t.Input ?? null,
      inputPath: t.InputPath ?? null,
      inputTransformer: t.InputTransformer === undefined ? null : { pathsMap: t.InputTransformer.InputPathsMap, template: t.InputTransformer.InputTemplate },
      deadLetterArn: t.DeadLetterConfig?.Arn ?? null,
      maxRetries: t.RetryPolicy.MaximumRetryAttempts,
      maxEventAgeSeconds: t.RetryPolicy.MaximumEventAgeInSeconds,
    }),
  );

/** AWS source: CloudFormation AWS::SQS::Queue, with SQS's defaults (30 s visibility, 4 days kept). */
export function readQueues(resources: Resources): QueueModel[] {
  return resources.of("AWS::SQS::Queue").map((resource) => {
    const p = resources.read(resource, {
      QueueName: z.string().optional(),
      VisibilityTimeout: z.number().default(30),
      MessageRetentionPeriod: z.number().default(345_600),
      DelaySeconds: z.number().default(0),
      RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1) }).optional(),
      FifoQueue: z.literal(false, "FIFO queues are not emulated").optional(),
    });
    return {
      id: resource.id,
      name: resource.identity.attributes["QueueName"] ?? "",
      arn: resource.arn,
      url: resource.identity.ref,
      fifo: false,
      visibilityTimeoutSeconds: p.VisibilityTimeout,
      retentionSeconds: p.MessageRetentionPeriod,
      delaySeconds: p.DelaySeconds,
      redrive: p.RedrivePolicy === undefined ? null : { deadLetterArn: p.RedrivePolicy.deadLetterTargetArn, maxReceiveCount: p.RedrivePolicy.maxReceiveCount },
    };
  });
}

/** AWS source: CloudFormation AWS::Events::EventBus. */
export function readBuses(resources: Resources): BusModel[] {
  return resources.of("AWS::Events::EventBus").map((resource) => {
    resources.read(resource, { Name: z.string() });
    return { id: resource.id, name: resource.identity.ref, arn: resource.arn };
  });
}

/** AWS source: CloudFormation AWS::Events::Rule; a rule has a pattern, a schedule, or both (then it stands in both lists). */
export function readRules(resources: Resources): { rules: RuleModel[]; schedules: ScheduleModel[] } {
  const rules: RuleModel[] = [];
  const schedules: ScheduleModel[] = [];
  for (const resource of resources.of("AWS::Events::Rule")) {
    const p = resources.read(resource, {
      Name: z.string().optional(),
      EventBusName: z.string().default("default"),
      EventPattern: z.unknown().optional(),
      ScheduleExpression: z.string().optional(),
      State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
      Targets: z.array(Target).max(5, "a rule has at most five targets").default([]),
    });
    const name = resource.identity.ref.split("|").at(-1) ?? resource.logicalId;
    const base = { id: resource.id, name, arn: resource.arn, enabled: p.State === "ENABLED" };
    const runAtStart = resource.raw.Metadata["weft:runAtStart"] === true;
    if (p.EventPattern !== undefined)
      rules.push({ ...base, busName: p.EventBusName.split("/").at(-1) ?? "default", pattern: p.EventPattern, targets: p.Targets });
    if (p.ScheduleExpression !== undefined && p.Targets.length > 1)
      throw new CannotStart(`${resource.id}: a timer with several targets is not emulated; give each its own rule.`);
    if (p.ScheduleExpression !== undefined)
      for (const target of p.Targets)
        schedules.push({ ...base, kind: "rule", expression: p.ScheduleExpression, timeZone: "UTC", flexibleWindowMinutes: 0, target, runAtStart });
  }
  return { rules, schedules };
}

/** AWS source: CloudFormation AWS::Scheduler::Schedule. */
export function readSchedules(resources: Resources): ScheduleModel[] {
  return resources.of("AWS::Scheduler::Schedule").map((resource) => {
    const p = resources.read(resource, {
      Name: z.string().optional(),
      GroupName: z.string().optional(),
      ScheduleExpression: z.string(),
      ScheduleExpressionTimezone: z.string().default("UTC"),
      State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
      Target,
      FlexibleTimeWindow: z.object({ Mode: z.enum(["OFF", "FLEXIBLE"]), MaximumWindowInMinutes: z.number().default(0) }),
    });
    return {
      id: resource.id,
      name: resource.identity.ref,
      arn: resource.arn,
      kind: "scheduler",
      expression: p.ScheduleExpression,
      timeZone: p.ScheduleExpressionTimezone,
      enabled: p.State === "ENABLED",
      flexibleWindowMinutes: p.FlexibleTimeWindow.MaximumWindowInMinutes,
      target: p.Target,
      runAtStart: resource.raw.Metadata["weft:runAtStart"] === true,
    };
  });
}
