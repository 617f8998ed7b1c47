import { aws_apigatewayv2 as gateway, aws_logs as logs } from "aws-cdk-lib";
import { Construct } from "constructs";
import { nameOf, removalOf, retentionOf, type Settings } from "../settings.ts";

export interface ApiOptions {
  readonly settings: Settings;
  readonly issuer: string;
  /** The app clients whose tokens are taken: Cognito's access tokens name their client instead of an audience. */
  readonly clients: readonly string[];
  readonly logKeyArn: string | undefined;
}

/** What is written down of each request: who failed where and why, never a token, a query or a body. */
const accessLine = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  authorizerError: "$context.authorizer.error",
  gatewayError: "$context.error.messageString",
  integrationError: "$context.integrationErrorMessage",
  latencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  sourceIp: "$context.identity.sourceIp",
  client: "$context.authorizer.claims.client_id",
};
const HEADERS_IN = ["authorization", "content-type", "idempotency-key", "if-match", "x-correlation-id"];
const HEADERS_OUT = ["etag", "location", "idempotent-replayed", "retry-after", "x-correlation-id", "link", "content-disposition"];

/** The HTTP API all routes hang on. Browsers may call it from the named origins only, or from none. */
export class Api extends Construct {
  readonly id: string;
  readonly authorizerId: string;
  readonly url: string;

  constructor(scope: Construct, { settings, issuer, clients, logKeyArn }: ApiOptions) {
    super(scope, "Api");
    const { origins, requestsPerSecond } = settings;
    const cors = {
      allowOrigins: origins,
      allowMethods: ["GET", "POST", "PATCH", "PUT", "DELETE"],
      allowHeaders: HEADERS_IN,
      exposeHeaders: HEADERS_OUT,
      maxAge: 3600,
    };
    const api = new gateway.CfnApi(this, "Http", {
      name: nameOf(settings),
      description: "Weft: CRM and ERP",
      protocolType: "HTTP",
      ...(origins.length === 0 ? {} : { corsConfiguration: cors }),
    });
    const accessLog = new logs.LogGroup(this, "AccessLog", {
      logGroupName: `/aws/vendedlogs/${nameOf(settings, "api")}`,
      retention: retentionOf(settings),
      removalPolicy: removalOf(settings),
    });
    if (logKeyArn !== undefined && accessLog.node.defaultChild instanceof logs.CfnLogGroup) accessLog.node.defaultChild.kmsKeyId = logKeyArn;
    new gateway.CfnStage(this, "Stage", {
      apiId: api.ref,
      stageName: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLog.logGroupArn, format: JSON.stringify(accessLine) },
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: requestsPerSecond * 2 },
    });
    const authorizer = new gateway.CfnAuthorizer(this, "Jwt", {
      apiId: api.ref,
      name: "jwt",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer, audience: [...clients] },
    });
    this.id = api.ref;
    this.authorizerId = authorizer.ref;
    this.url = api.attrApiEndpoint;
  }
}
