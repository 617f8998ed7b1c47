import {
  type App,
  aws_cloudwatch as cloudwatch,
  aws_dynamodb as dynamodb,
  aws_events as events,
  aws_events_targets as targets,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  aws_logs as logs,
  aws_sqs as sqs,
  CfnOutput,
  Duration,
  Stack,
  type StackProps,
} from "aws-cdk-lib";
import { join } from "node:path";

export interface SubscriberProps extends StackProps {
  /** The 12 digits of the account that Weft runs in. */
  readonly weftAccount: string;
}

/**
 * Everything another account needs to receive Weft's invoices: a bus that only Weft's account may fill, a rule for `InvoiceIssued`, and a queue
 * that keeps what cannot be worked on now. Facts come at least once and in any order, so each invoice is kept under its own id.
 */
export class SubscriberStack extends Stack {
  constructor(app: App, id: string, { weftAccount, ...props }: SubscriberProps) {
    super(app, id, props);
    const bus = new events.EventBus(this, "Bus", { eventBusName: "weft-facts", description: `Public facts from ${weftAccount}` });
    // Only Weft's forwarding role in that account, and only what it says in its own name.
    new events.CfnEventBusPolicy(this, "WeftMayPublish", {
      eventBusName: bus.eventBusName,
      statementId: "WeftMayPublish",
      statement: {
        Effect: "Allow",
        Principal: { AWS: `arn:${this.partition}:iam::${weftAccount}:root` },
        Action: "events:PutEvents",
        Resource: bus.eventBusArn,
        Condition: { StringLike: { "events:source": "weft.*" } },
      },
    });
    const parked = new sqs.Queue(this, "Parked", { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const waiting = new sqs.Queue(this, "Invoices", {
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(90),
      deadLetterQueue: { queue: parked, maxReceiveCount: 5 },
    });
    new events.Rule(this, "InvoiceIssued", {
      eventBus: bus,
      // The account in the envelope is set by AWS; `source` alone proves nothing.
      eventPattern: { account: [weftAccount], source: ["weft.finance"], detailType: ["InvoiceIssued"], detail: { metadata: { version: [1] } } },
      targets: [new targets.SqsQueue(waiting, { deadLetterQueue: parked })],
    });
    this.#receiver(waiting);
    new cloudwatch.Alarm(this, "InvoicesParked", {
      metric: parked.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
      alarmDescription: "An invoice from Weft could not be received: see the parked messages.",
    });
    new CfnOutput(this, "BusArn", { value: bus.eventBusArn, description: "Give this to Weft's operator for the context value forwardTo" });
  }

  #receiver(waiting: sqs.Queue): void {
    const table = new dynamodb.TableV2(this, "ReceivedInvoices", {
      partitionKey: { name: "invoiceId", type: dynamodb.AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const receiver = new lambda.Function(this, "ReceiveInvoice", {
      description: "Keeps an invoice that Weft issued, once",
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: lambda.Code.fromAsset(join(import.meta.dirname, "receive-invoice")),
      timeout: Duration.seconds(15),
      memorySize: 256,
      environment: { TABLE_NAME: table.tableName },
      logGroup: new logs.LogGroup(this, "Logs", { retention: logs.RetentionDays.ONE_MONTH }),
    });
    table.grants.writeData(receiver);
    receiver.addEventSource(new sources.SqsEventSource(waiting, { batchSize: 10, reportBatchItemFailures: true }));
  }
}
