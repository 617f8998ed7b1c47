import {
  type App,
  type aws_dynamodb as dynamodb,
  aws_events as events,
  aws_iam as iam,
  type aws_kms as kms,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
  CfnOutput,
  Duration,
  Stack,
  Validations,
} from "aws-cdk-lib";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { Discovered } from "../discover.ts";
import { alarm } from "../parts/alarm.ts";
import { coreAlarms } from "../parts/core-alarms.ts";
import { Api } from "../parts/api.ts";
import { type Code, UseCaseFunction } from "../parts/function.ts";
import { customerKey } from "../parts/key.ts";
import { Live } from "../parts/live.ts";
import { Sharing } from "../parts/sharing.ts";
import { SignIn } from "../parts/sign-in.ts";
import { table } from "../parts/table.ts";
import { nameOf, type Settings } from "../settings.ts";

/** What every context's stack leans on. */
export interface Core {
  readonly settings: Settings;
  readonly table: dynamodb.TableV2;
  readonly bus: events.EventBus;
  readonly api: Api;
  readonly live: Live;
  readonly alarms: sns.Topic;
  readonly key: kms.Key | undefined;
}

/** Nothing here knows a context, so no stack waits for another in a ring. Only the sign-in function lives here: the pool cannot be made without it. */
export class CoreStack extends Stack implements Core {
  readonly settings: Settings;
  readonly table: dynamodb.TableV2;
  readonly bus: events.EventBus;
  readonly api: Api;
  readonly live: Live;
  readonly alarms: sns.Topic;
  readonly key: kms.Key | undefined;
  readonly signIn: SignIn;

  constructor(
    app: App,
    settings: Settings,
    signInTrigger: { readonly useCase: Discovered; readonly code: Code } | undefined,
    publicFacts: readonly EventContract[],
  ) {
    super(app, `Weft-${settings.stage}-Core`, { description: "Weft: table, bus, API and sign-in", terminationProtection: settings.stage === "prod" });
    this.settings = settings;
    this.key = settings.customerKey ? customerKey(this) : undefined;
    this.table = table(this, settings, this.key);
    this.alarms = this.#alarmTopic();
    this.bus = this.#busWithArchive();
    const signIn = new SignIn(this, settings);
    this.signIn = signIn;
    const clients = [signIn.web.userPoolClientId, signIn.console.userPoolClientId, ...signIn.machines.map(({ ref }) => ref)];
    this.api = new Api(this, { settings, issuer: signIn.pool.userPoolProviderUrl, clients, logKeyArn: this.key?.keyArn });
    this.live = new Live(this, settings, signIn);
    if (signInTrigger !== undefined) this.#grantClaims(signIn, signInTrigger);
    new Sharing(this, this, publicFacts);
    coreAlarms(this, this);
    for (const [id, value] of Object.entries({
      ApiUrl: this.api.url,
      UserPoolId: signIn.pool.userPoolId,
      WebClientId: signIn.web.userPoolClientId,
      BusArn: this.bus.eventBusArn,
      TableName: this.table.tableName,
      AlarmTopicArn: this.alarms.topicArn,
    }))
      new CfnOutput(this, id, { value });
  }

  #alarmTopic(): sns.Topic {
    const topic = new sns.Topic(this, "Alarms", { displayName: "Weft alarms", enforceSSL: true, ...(this.key === undefined ? {} : { masterKey: this.key }) });
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    if (this.settings.alarmEmail !== undefined) {
      const mailed = topic.addSubscription(new subscriptions.EmailSubscription(this.settings.alarmEmail));
      Validations.of(mailed).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason: "A mail that does not arrive would be parked where nobody looks; the alarm itself stays red in CloudWatch.",
      });
    }
    return topic;
  }

  #busWithArchive(): events.EventBus {
    const bus = new events.EventBus(this, "Bus", { eventBusName: nameOf(this.settings), description: "Business facts of every context" });
    bus.archive("Archive", {
      archiveName: nameOf(this.settings),
      description: "Every fact, for replay into rules",
      eventPattern: { source: events.Match.prefix("weft.") },
      retention: Duration.days(this.settings.stage === "dev" ? 7 : 90),
    });
    return bus;
  }

  #grantClaims(signIn: SignIn, { useCase, code }: { readonly useCase: Discovered; readonly code: Code }): void {
    const made = new UseCaseFunction(this, useCase, {
      settings: this.settings,
      code,
      // Cognito waits five seconds for its triggers, whatever the function's own time is.
      timeoutSeconds: 5,
      environment: {},
      statements: [],
      ...(this.key === undefined ? {} : { logKeyArn: this.key.keyArn }),
    });
    signIn.granted(made);
    alarm(this, "NobodySignsIn", this.alarms, {
      description: "People and programs cannot sign in, or not all of them: the function that puts tenant and scopes into tokens fails.",
      namespace: "AWS/Lambda",
      metric: "Errors",
      dimensions: { FunctionName: made.functionName },
      threshold: 3,
    });
  }
}
