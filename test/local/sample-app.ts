import {
  App,
  aws_apigatewayv2 as gw,
  aws_cognito as cognito,
  aws_dynamodb as dynamodb,
  aws_events as events,
  aws_events_targets as targets,
  aws_lambda as lambda,
  aws_lambda_event_sources as sources,
  aws_sqs as sqs,
  Duration,
  Stack,
} from "aws-cdk-lib";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";

/** A small app with one of everything the runtime interprets, synthesised where a test asks for it. */
export function synthesise(outdir: string, codeDir: string, more: (app: App, core: Stack) => void = () => {}): string {
  const app = new App({ outdir, analyticsReporting: false });
  const core = new Stack(app, "core", { env: { region: "eu-central-1" } });
  const table = new dynamodb.TableV2(core, "Table", {
    tableName: "weft",
    partitionKey: { name: "pk", type: dynamodb.AttributeType.STRING },
    sortKey: { name: "sk", type: dynamodb.AttributeType.STRING },
    globalSecondaryIndexes: [
      {
        indexName: "gsi1",
        partitionKey: { name: "gsi1pk", type: dynamodb.AttributeType.STRING },
        projectionType: dynamodb.ProjectionType.INCLUDE,
        nonKeyAttributes: ["name"],
      },
    ],
    timeToLiveAttribute: "ttl",
    dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const bus = new events.EventBus(core, "Bus", { eventBusName: "weft" });
  const code = () => lambda.Code.fromAsset(codeDir);
  const fn = (scope: Stack, id: string, env: Record<string, string> = {}) =>
    new lambda.Function(scope, id, {
      functionName: `weft-${id}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: code(),
      timeout: Duration.seconds(2),
      memorySize: 128,
      environment: { TABLE_NAME: table.tableName, BUS: bus.eventBusName, ...env },
    });
  const claims = fn(core, "choose-claims");
  const pool = new cognito.UserPool(core, "Pool", {
    userPoolName: "weft",
    featurePlan: cognito.FeaturePlan.ESSENTIALS,
    customAttributes: { tenant: new cognito.StringAttribute() },
  });
  pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, claims, cognito.LambdaVersion.V3_0);
  new cognito.CfnUserPoolGroup(core, "SalesGroup", { userPoolId: pool.userPoolId, groupName: "sales" });
  const server = pool.addResourceServer("Server", { identifier: "weft", scopes: [{ scopeName: "all", scopeDescription: "all" }] });
  const client = pool.addClient("Web", { oAuth: { flows: { authorizationCodeGrant: true }, callbackUrls: ["http://localhost:3000/console"] } });
  pool.addClient("Machine", {
    generateSecret: true,
    oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.resourceServer(server, { scopeName: "all", scopeDescription: "all" })] },
  });
  const api = new gw.HttpApi(core, "Api", {
    corsPreflight: {
      allowOrigins: ["https://app.example"],
      allowMethods: [gw.CorsHttpMethod.GET, gw.CorsHttpMethod.POST],
      allowHeaders: ["authorization", "content-type"],
      maxAge: Duration.hours(1),
    },
  });
  const authorizer = new HttpJwtAuthorizer("Jwt", `https://cognito-idp.${core.region}.amazonaws.com/${pool.userPoolId}`, {
    jwtAudience: [client.userPoolClientId],
  });
  const route = (f: lambda.Function, path: string, methods: gw.HttpMethod[], scopes?: string[]) =>
    api.addRoutes({
      path,
      methods,
      integration: new HttpLambdaIntegration(`${f.node.id}Integration`, f),
      ...(scopes === undefined ? {} : { authorizer, authorizationScopes: scopes }),
    });
  const echo = fn(core, "echo", { WHO: "echo" });
  table.grantReadWriteData(echo);
  route(echo, "/things/{id}", [gw.HttpMethod.GET, gw.HttpMethod.POST], ["sales:read"]);
  route(echo, "/open", [gw.HttpMethod.GET]);
  const sales = new Stack(app, "sales", { env: { region: "eu-central-1" } });
  const dead = new sqs.Queue(sales, "Dead", { retentionPeriod: Duration.days(14) });
  const queue = new sqs.Queue(sales, "Queue", { visibilityTimeout: Duration.seconds(12), deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  const react = fn(sales, "react");
  bus.grantPutEventsTo(react);
  react.addEventSource(new sources.SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 2 }));
  new events.Rule(sales, "Rule", {
    eventBus: bus,
    eventPattern: { source: ["weft.sales"], detailType: ["OpportunityWon"] },
    targets: [new targets.SqsQueue(queue, { deadLetterQueue: dead })],
  });
  const timer = new events.Rule(sales, "Timer", {
    schedule: events.Schedule.rate(Duration.minutes(5)),
    targets: [new targets.LambdaFunction(react, { event: events.RuleTargetInput.fromObject({ graceSeconds: 300 }) })],
  });
  const cfn = timer.node.defaultChild;
  if (cfn instanceof events.CfnRule) cfn.addMetadata("weft:runAtStart", true);
  const relay = fn(core, "relay");
  relay.addEventSource(
    new sources.DynamoEventSource(table as unknown as dynamodb.ITable, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(0),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      filters: [lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.isEqual("INSERT") })],
    }),
  );
  more(app, core);
  app.synth();
  return outdir;
}
