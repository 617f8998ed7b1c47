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

let metrics: Metrics | undefined;
let counted = false;
/** Counts one of something in CloudWatch's embedded metric format. */
export function count(name: string, by = 1): void {
  metrics ??= new Metrics();
  metrics.addMetric(name, MetricUnit.Count, by);
  counted = true;
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
      // The error's own words may quote what a caller typed, so only its kind and place are logged.
      log().error("failed", { kind: error?.name, stack: error?.stack?.split("\n").slice(1, 6) });
      publishCounts();
    })
    .handler(handler);
