import * as z from "zod";
import type { LiveModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { LiveResource, Resources } from "./assembly-resources.ts";

const Modes = <Type extends string>(type: Type) => z.tuple([z.strictObject({ AuthType: z.literal(type) })]);
const People = z.strictObject({
  AuthType: z.literal("AMAZON_COGNITO_USER_POOLS"),
  CognitoConfig: z.strictObject({ UserPoolId: z.string(), AwsRegion: z.string(), AppIdClientRegex: z.string() }),
});
const EventConfig = z.strictObject({
  AuthProviders: z.tuple([People, z.strictObject({ AuthType: z.literal("AWS_IAM") })]),
  ConnectionAuthModes: Modes("AMAZON_COGNITO_USER_POOLS"),
  DefaultPublishAuthModes: Modes("AWS_IAM"),
  DefaultSubscribeAuthModes: Modes("AMAZON_COGNITO_USER_POOLS"),
});

/** AWS source: CloudFormation AWS::AppSync::Api and AWS::AppSync::ChannelNamespace. Known is one way: people listen, roles publish. */
export function readLive(resources: Resources): LiveModel[] {
  return resources.of("AWS::AppSync::Api").map((resource) => {
    const { EventConfig: config } = resources.read(resource, { Name: z.string(), EventConfig });
    const { UserPoolId: poolId, AppIdClientRegex: clients } = config.AuthProviders[0].CognitoConfig;
    const pool = resources.of("AWS::Cognito::UserPool").find(({ identity }) => identity.ref === poolId);
    if (pool === undefined) throw new CannotStart(`${resource.id}: the user pool ${poolId} is not part of the assembly.`);
    const apiId = attribute(resource, "ApiId");
    return {
      id: resource.id,
      httpHost: attribute(resource, "Dns.Http"),
      realtimeHost: attribute(resource, "Dns.Realtime"),
      issuer: attribute(pool, "ProviderURL"),
      clients,
      channels: resources
        .of("AWS::AppSync::ChannelNamespace")
        .map((each) => ({ resource: each, said: resources.read(each, { ApiId: z.string(), Name: z.string(), CodeHandlers: z.string().default("") }) }))
        .filter(({ said }) => said.ApiId === apiId)
        .map(({ resource: each, said }) => ({ name: said.Name, arn: attribute(each, "ChannelNamespaceArn"), handlers: said.CodeHandlers })),
    };
  });
}

function attribute({ id, identity }: LiveResource, name: string): string {
  const value = identity.attributes[name];
  if (value === undefined) throw new CannotStart(`${id} has no attribute ${name}.`);
  return value;
}
