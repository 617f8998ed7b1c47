import { aws_appsync as appsync, Stack, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { nameOf, type Settings } from "../settings.ts";
import type { Statement } from "../table-policy.ts";
import { ANNOUNCED, channelHandlers } from "./live-channels.ts";
import type { SignIn } from "./sign-in.ts";

/**
 * What an open page hears of facts by: AppSync Events. API Gateway's WebSockets would need a function for each connection that comes and goes, a table
 * of connections, and a call for each listener of each fact; here the service knows who listens, and the price is counted in messages.
 * People listen with their own tokens (programs subscribe on the bus); only the announcing function's role may publish.
 */
export class Live extends Construct {
  /** Where facts are announced, and the name that listeners' authorisation is made out for. */
  readonly httpHost: string;
  readonly realtimeHost: string;
  readonly publishes: Statement;

  constructor(scope: Construct, settings: Settings, { pool, console: page, web }: SignIn) {
    super(scope, "Live");
    const { region } = Stack.of(this);
    const api = new appsync.CfnApi(this, "Api", {
      name: nameOf(settings, "live"),
      eventConfig: {
        authProviders: [
          {
            authType: "AMAZON_COGNITO_USER_POOLS",
            cognitoConfig: { userPoolId: pool.userPoolId, awsRegion: region, appIdClientRegex: `${page.userPoolClientId}|${web.userPoolClientId}` },
          },
          { authType: "AWS_IAM" },
        ],
        connectionAuthModes: [{ authType: "AMAZON_COGNITO_USER_POOLS" }],
        defaultPublishAuthModes: [{ authType: "AWS_IAM" }],
        defaultSubscribeAuthModes: [{ authType: "AMAZON_COGNITO_USER_POOLS" }],
      },
    });
    const channels = new appsync.CfnChannelNamespace(this, "Channels", { apiId: api.attrApiId, name: ANNOUNCED, codeHandlers: channelHandlers });
    this.httpHost = api.attrDnsHttp;
    this.realtimeHost = api.attrDnsRealtime;
    this.publishes = { Effect: "Allow", Action: ["appsync:EventPublish"], Resource: channels.attrChannelNamespaceArn };
    Validations.of(api).acknowledge({ id: "AwsSolutions-ASC3", reason: "Nothing but names and ids passes here; who changed what is in the facts themselves." });
  }
}
