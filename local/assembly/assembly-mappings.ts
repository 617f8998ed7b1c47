import * as z from "zod";
import type { EventSourceMappingModel } from "./assembly-model.ts";
import type { Resources } from "./assembly-resources.ts";

const jsonText = z.union([z.string(), z.record(z.string(), z.unknown())]).transform((value) => (typeof value === "string" ? value : JSON.stringify(value)));

/** AWS source: CloudFormation AWS::Lambda::EventSourceMapping, with the defaults of CreateEventSourceMapping. */
export function readMappings(resources: Resources): EventSourceMappingModel[] {
  return resources.of("AWS::Lambda::EventSourceMapping").map((resource) => {
    const p = resources.read(resource, {
      EventSourceArn: z.string(),
      FunctionName: z.string(),
      Enabled: z.boolean().default(true),
      BatchSize: z.number().optional(),
      MaximumBatchingWindowInSeconds: z.number().default(0),
      FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: jsonText })) }).optional(),
      FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
      BisectBatchOnFunctionError: z.boolean().default(false),
      MaximumRetryAttempts: z.number().default(-1),
      MaximumRecordAgeInSeconds: z.number().default(-1),
      ParallelizationFactor: z.number().default(1),
      StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
      ScalingConfig: z.object({ MaximumConcurrency: z.number().min(2).optional() }).optional(),
      DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
    });
    const kind = p.EventSourceArn.includes(":sqs:") ? "queue" : "stream";
    return {
      id: resource.id,
      kind,
      sourceArn: p.EventSourceArn,
      functionName: p.FunctionName.split(":").at(-1) ?? "",
      enabled: p.Enabled,
      batchSize: p.BatchSize ?? (kind === "queue" ? 10 : 100),
      batchWindowSeconds: p.MaximumBatchingWindowInSeconds,
      filterPatterns: p.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
      reportBatchItemFailures: p.FunctionResponseTypes.length > 0,
      bisectOnError: p.BisectBatchOnFunctionError,
      maxRetries: p.MaximumRetryAttempts,
      maxRecordAgeSeconds: p.MaximumRecordAgeInSeconds,
      parallelizationFactor: p.ParallelizationFactor,
      startingPosition: p.StartingPosition,
      maxConcurrency: p.ScalingConfig?.MaximumConcurrency ?? null,
      onFailureArn: p.DestinationConfig?.OnFailure.Destination ?? null,
    };
  });
}
