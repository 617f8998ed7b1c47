import { createHash } from "node:crypto";

/** Where the emulated deployment stands. Both are fixed, so that names and ARNs are the same at every start. */
export const REGION = "eu-central-1";
export const ACCOUNT = "000000000000";

/** What `Ref` and `Fn::GetAtt` answer for one resource. */
export type Identity = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };
type Named = { readonly type: string; readonly stack: string; readonly logicalId: string; readonly text: (property: string) => string | undefined };

/**
 * Return values of each resource type: what its page in the AWS CloudFormation template reference lists under
 * "Return values". Generated ids keep AWS's shape (a pool id, an API id) but derive from stack and logical id.
 */
export function identify({ type, stack, logicalId, text }: Named): Identity {
  const generated = `${stack}-${logicalId}`;
  const id = (length: number) => stableId(generated, length);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
  const named = (name: string, arnText: string, more: Record<string, string> = {}): Identity => ({ ref: name, attributes: { Arn: arnText, ...more } });
  switch (type) {
    case "AWS::Lambda::Function": {
      const name = text("FunctionName") ?? generated;
      return named(name, arn("lambda", `function:${name}`));
    }
    case "AWS::IAM::Role": {
      const name = text("RoleName") ?? generated;
      return named(name, `arn:aws:iam::${ACCOUNT}:role/${name}`, { RoleId: id(20) });
    }
    case "AWS::DynamoDB::Table":
    case "AWS::DynamoDB::GlobalTable": {
      const name = text("TableName") ?? generated;
      return named(name, arn("dynamodb", `table/${name}`), { StreamArn: arn("dynamodb", `table/${name}/stream/2026-01-01T00:00:00.000`), TableId: id(32) });
    }
    case "AWS::SQS::Queue": {
      const name = text("QueueName") ?? generated;
      const url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
      return { ref: url, attributes: { Arn: arn("sqs", name), QueueName: name, QueueUrl: url } };
    }
    case "AWS::Events::EventBus": {
      const name = text("Name") ?? generated;
      return named(name, arn("events", `event-bus/${name}`), { Name: name });
    }
    case "AWS::Events::Rule": {
      const [name, bus] = [text("Name") ?? generated, text("EventBusName")?.split("/").at(-1) ?? "default"];
      return bus === "default" ? named(name, arn("events", `rule/${name}`)) : named(`${bus}|${name}`, arn("events", `rule/${bus}/${name}`));
    }
    case "AWS::Scheduler::Schedule": {
      const name = text("Name") ?? generated;
      return named(name, arn("scheduler", `schedule/${text("GroupName") ?? "default"}/${name}`));
    }
    case "AWS::ApiGatewayV2::Api":
      return { ref: id(10), attributes: { ApiId: id(10), ApiEndpoint: `https://${id(10)}.execute-api.${REGION}.amazonaws.com` } };
    case "AWS::ApiGatewayV2::Stage":
      return { ref: text("StageName") ?? "$default", attributes: {} };
    case "AWS::ApiGatewayV2::Authorizer":
      return { ref: id(6), attributes: { AuthorizerId: id(6) } };
    case "AWS::ApiGatewayV2::Integration":
      return { ref: id(7), attributes: { IntegrationId: id(7) } };
    case "AWS::Cognito::UserPool": {
      const poolId = `${REGION}_${id(9)}`;
      const provider = `cognito-idp.${REGION}.amazonaws.com/${poolId}`;
      return named(poolId, arn("cognito-idp", `userpool/${poolId}`), { UserPoolId: poolId, ProviderName: provider, ProviderURL: `https://${provider}` });
    }
    case "AWS::Cognito::UserPoolClient":
      return { ref: id(26), attributes: { ClientId: id(26), Name: text("ClientName") ?? generated, ClientSecret: stableId(`${generated}:secret`, 51) } };
    case "AWS::Cognito::UserPoolResourceServer":
      return { ref: text("Identifier") ?? generated, attributes: {} };
    case "AWS::Cognito::UserPoolGroup":
      return { ref: text("GroupName") ?? generated, attributes: {} };
    case "AWS::SNS::Topic": {
      const topic = arn("sns", text("TopicName") ?? generated);
      return named(topic, topic, { TopicArn: topic, TopicName: text("TopicName") ?? generated });
    }
    case "AWS::AppSync::Api": {
      const apiArn = arn("appsync", `apis/${id(26)}`);
      const dns = { "Dns.Http": `${id(26)}.appsync-api.${REGION}.amazonaws.com`, "Dns.Realtime": `${id(26)}.appsync-realtime-api.${REGION}.amazonaws.com` };
      return named(id(26), apiArn, { ApiArn: apiArn, ApiId: id(26), ...dns });
    }
    case "AWS::AppSync::ChannelNamespace": {
      const spaceArn = arn("appsync", `apis/${text("ApiId") ?? ""}/channelNamespace/${text("Name") ?? generated}`);
      return named(spaceArn, spaceArn, { ChannelNamespaceArn: spaceArn });
    }
    case "AWS::S3::Bucket": {
      const name = text("BucketName") ?? generated.toLowerCase();
      return named(name, `arn:aws:s3:::${name}`, { RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`, DomainName: `${name}.s3.amazonaws.com` });
    }
    case "AWS::CloudFront::Distribution":
      return { ref: id(14), attributes: { Id: id(14), DomainName: `${id(14)}.cloudfront.net` } };
    case "AWS::CloudFront::Function": {
      const functionArn = `arn:aws:cloudfront::${ACCOUNT}:function/${text("Name") ?? generated}`;
      return { ref: functionArn, attributes: { FunctionARN: functionArn } };
    }
    case "AWS::Logs::LogGroup": {
      const name = text("LogGroupName") ?? generated;
      return named(name, arn("logs", `log-group:${name}:*`));
    }
    default:
      return named(generated, arn(type.split("::")[1]?.toLowerCase() ?? "unknown", generated), { Id: generated, KeyId: generated });
  }
}

/** A short id in AWS's alphabet, the same at every start. */
export function stableId(seed: string, length: number): string {
  const digest = createHash("sha512").update(seed).digest();
  return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join("");
}
