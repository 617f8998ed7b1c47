import { aws_cloudwatch as cloudwatch, type aws_sns as sns } from "aws-cdk-lib";
import type { Construct } from "constructs";

export interface AlarmOn {
  /** What it means for the business, and what to do: read by whoever is woken up. */
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic?: "Sum" | "Maximum" | "Average";
  /** It rings from this value on. */
  readonly threshold: number;
  readonly periodSeconds?: number;
  /** How many periods in a row must be bad. */
  readonly periods?: number;
}

/** An alarm that always reaches somebody, and whose silence is no alarm. */
export const alarm = (scope: Construct, id: string, topic: sns.ITopic, on: AlarmOn): cloudwatch.CfnAlarm =>
  new cloudwatch.CfnAlarm(scope, id, {
    alarmDescription: on.description,
    namespace: on.namespace,
    metricName: on.metric,
    dimensions: Object.entries(on.dimensions).map(([name, value]) => ({ name, value })),
    statistic: on.statistic ?? "Sum",
    threshold: on.threshold,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    period: on.periodSeconds ?? 300,
    evaluationPeriods: on.periods ?? 1,
    treatMissingData: "notBreaching",
    alarmActions: [topic.topicArn],
    okActions: [topic.topicArn],
  });
