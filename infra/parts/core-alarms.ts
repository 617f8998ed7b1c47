import type { Construct } from "constructs";
import type { Core } from "../stacks/core-stack.ts";
import { alarm } from "./alarm.ts";
import { metricsNamespace } from "./function.ts";

/** What can go wrong for everybody at once. */
export function coreAlarms(scope: Construct, { alarms, api, table, settings }: Core): void {
  alarm(scope, "ApiFails", alarms, {
    description:
      "Callers get errors that are ours (5xx): orders, shipments and payments may not be taken. Nothing half done is kept; see the API's access log for the route.",
    namespace: "AWS/ApiGateway",
    metric: "5xx",
    dimensions: { ApiId: api.id },
    threshold: settings.stage === "prod" ? 3 : 10,
  });
  alarm(scope, "ApiSlow", alarms, {
    description: "People wait: requests take more than three seconds on average for a quarter of an hour.",
    namespace: "AWS/ApiGateway",
    metric: "Latency",
    statistic: "Average",
    dimensions: { ApiId: api.id },
    threshold: 3000,
    periods: 3,
  });
  alarm(scope, "WritesCollide", alarms, {
    description:
      "Many requests change the same thing at once (one product, one invoice series): commands slow down and some answer 409. Ledger totals can be spread by ledgerShards.",
    namespace: "AWS/DynamoDB",
    metric: "TransactionConflict",
    dimensions: { TableName: table.tableName },
    threshold: 500,
    periods: 2,
  });
  alarm(scope, "TableThrottles", alarms, {
    description: "The table refuses requests because a partition is too busy: commands answer 503 and work is late.",
    namespace: "AWS/DynamoDB",
    metric: "WriteThrottleEvents",
    dimensions: { TableName: table.tableName },
    threshold: 50,
    periods: 2,
  });
  alarm(scope, "FactsParked", alarms, {
    description:
      "A record in the table is not readable as a fact and was parked: whoever waits for it (reservation, invoice) waits in vain. It stands whole under platform#-#parked-record.",
    namespace: metricsNamespace(settings),
    metric: "FactsParked",
    dimensions: { service: "platform/relay-facts" },
    threshold: 1,
  });
  alarm(scope, "FactsRepublished", alarms, {
    description:
      "Facts were committed but not delivered within a quarter of an hour; they were published again. Orders were late: find out what the relay or the bus missed.",
    namespace: metricsNamespace(settings),
    metric: "FactsRepublished",
    dimensions: { service: "platform/reconcile-facts" },
    threshold: 1,
  });
}
