import { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, Metrics } from "@aws-lambda-powertools/metrics";
import middy from "@middy/core";
import type { Context } from "aws-lambda";

let logger: Logger | undefined;
/** Structured lines with ids and codes; never a body, a name or a token. */
export function log(): Logger {
  logger ??= new Logger();
  return logger;
}

/** Kind and place of an error. Its own words may quote what a caller typed, on as many lines as they like: only frames are taken from its stack. */
export function placeOf(error: unknown): { readonly kind: string; readonly stack?: string[] } {
  if (!(error instanceof Error)) return { kind: "unknown" };
  const { name: kind, message, stack = "" } = error;
  const frames = (stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack).split("\n");
  return { kind, stack: frames.filter((line) => /^\s+at /.test(line)).slice(0, 7) };
}

let metrics: Metrics | undefined;
let counted = false;
/** Counts one of something in CloudWatch's embedded metric format. */
export function count(name: string, by = 1): void {
  metrics ??= new Metrics();
  metrics.addMetric(name, MetricUnit.Count, by);
  counted = true;
}

/** Counts one of something apart from the others, such as one use case's share; each value of a dimension is a metric of its own. */
export function countOf(name: string, dimensions: Readonly<Record<string, string>>): void {
  metrics ??= new Metrics();
  const one = metrics.singleMetric();
  one.addDimensions(dimensions);
  one.addMetric(name, MetricUnit.Count, 1);
}

function publishCounts(): void {
  if (counted) metrics?.publishStoredMetrics();
  counted = false;
}

/** `sales/win-opportunity`: what infrastructure named this function. */
export const useCaseName = (): string => process.env["POWERTOOLS_SERVICE_NAME"] ?? "weft";

/** The only place that knows middy: the order around every handler. Context first, so that even a crash is logged with its request; metrics leave last. */
export const observed = <Event, Result>(handler: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .before(({ context }) => {
      log().addContext(context);
    })
    .after(publishCounts)
    .onError(({ error }) => {
      log().error("failed", placeOf(error));
      publishCounts();
    })
    .handler(handler);
