import { describe, expect, it } from "vitest";
import { findings, rules } from "../../infra/checks/checked.ts";
import { Templates } from "../../infra/checks/template.ts";

type Resources = Record<string, { Type: string; Properties?: object; DeletionPolicy?: string }>;
const templates = (Resources: Resources, name = "Weft-prod-Sales", more: object = {}) => new Templates([{ name, template: { Resources, ...more } }]);
const many = (count: number, of: (index: number) => Resources[string]): Resources =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, of(index)]));
const role = (statement: object, more: object = {}): Resources => ({
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": "1" } },
          },
        ],
      },
      Policies: [{ PolicyDocument: { Statement: [statement, { Effect: "Deny", Action: ["dynamodb:Scan"], Resource: "*" }] } }],
      ...more,
    },
  },
});
const partitions = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sales#*"] }, Null: { "dynamodb:LeadingKeys": "false" } };
const transaction = { "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] } };
const write = { Effect: "Allow", Action: ["dynamodb:PutItem"], Resource: "table", Condition: { ...partitions, ...transaction } };
const rule = (more: object = {}): Resources[string] => ({
  Type: "AWS::Events::Rule",
  Properties: {
    EventBusName: "weft",
    EventPattern: { source: ["weft.sales"], account: ["1"] },
    Targets: [{ Id: "queue", Arn: "arn", DeadLetterConfig: { Arn: "dead" } }],
    ...more,
  },
});
const table = (more: object = {}, DeletionPolicy = "Retain"): Resources => ({
  Table: {
    Type: "AWS::DynamoDB::GlobalTable",
    DeletionPolicy,
    Properties: { Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true, ...more }] },
  },
});
const queue = (more: object = {}): Resources => ({
  Queue: {
    Type: "AWS::SQS::Queue",
    Properties: { QueueName: "orders", RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] } }, VisibilityTimeout: 120, ...more },
  },
  Dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "orders-dead" } },
  Tls: {
    Type: "AWS::SQS::QueuePolicy",
    Properties: {
      Queues: [{ Ref: "Queue" }, { Ref: "Dead" }],
      PolicyDocument: { Statement: [{ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }] },
    },
  },
  Watch: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmActions: ["topic"],
      AlarmDescription: "Orders wait in the dead-letter queue: mend the cause, then redrive.",
      Namespace: "AWS/SQS",
      Dimensions: [{ Name: "QueueName", Value: "orders-dead" }],
    },
  },
});
const made = (more: object = {}): Resources[string] => ({
  Type: "AWS::Lambda::Function",
  Properties: { FunctionName: "f", Role: "r", Timeout: 20, LoggingConfig: { LogGroup: "g" }, ...more },
});
const mapped = (visibility: number): Resources => ({
  ...queue({ VisibilityTimeout: visibility }),
  Function: made(),
  Mapping: { Type: "AWS::Lambda::EventSourceMapping", Properties: { EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] }, FunctionName: { Ref: "Function" } } },
});

/** What breaks each rule, and the nearest thing that does not. A rule without a canary is a rule nobody has seen work. */
const canaries: Record<string, readonly [broken: Templates, sound: Templates]> = {
  "resources-per-stack": [templates(many(501, () => ({ Type: "AWS::X" }))), templates(many(500, () => ({ Type: "AWS::X" })))],
  "template-size": [templates({ R: { Type: "AWS::X", Properties: { text: "x".repeat(1_000_001) } } }), templates({ R: { Type: "AWS::X" } })],
  "rules-per-bus": [templates(many(251, () => rule())), templates(many(250, () => rule()))],
  "targets-per-rule": [templates({ R: rule({ Targets: Array.from({ length: 6 }, () => ({ DeadLetterConfig: { Arn: "d" } })) }) }), templates({ R: rule() })],
  "pattern-length": [templates({ R: rule({ EventPattern: { source: ["s"], account: ["1"], "detail-type": ["x".repeat(2048)] } }) }), templates({ R: rule() })],
  "bus-policy-length": [
    templates(many(11, () => ({ Type: "AWS::Events::EventBusPolicy", Properties: { EventBusName: "weft", Statement: { Sid: "x".repeat(1000) } } }))),
    templates(many(9, () => ({ Type: "AWS::Events::EventBusPolicy", Properties: { EventBusName: "weft", Statement: { Sid: "x".repeat(1000) } } }))),
  ],
  "integrations-per-api": [
    templates(many(301, () => ({ Type: "AWS::ApiGatewayV2::Integration", Properties: { ApiId: "a" } }))),
    templates(many(300, () => ({ Type: "AWS::ApiGatewayV2::Integration", Properties: { ApiId: "a" } }))),
  ],
  "scopes-per-route": [
    templates({
      R: {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { RouteKey: "GET /a", AuthorizationType: "JWT", AuthorizerId: "a", AuthorizationScopes: Array.from({ length: 11 }, String) },
      },
    }),
    templates({
      R: { Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: "GET /a", AuthorizationType: "JWT", AuthorizerId: "a", AuthorizationScopes: ["s"] } },
    }),
  ],
  "unique-routes": [
    templates(
      many(2, (index) => ({
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { RouteKey: `GET /orders/{id${index}}`, AuthorizationType: "JWT", AuthorizerId: "a", AuthorizationScopes: ["s"] },
      })),
    ),
    templates(
      many(2, (index) => ({
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { RouteKey: `GET /orders${index}/{id}`, AuthorizationType: "JWT", AuthorizerId: "a", AuthorizationScopes: ["s"] },
      })),
    ),
  ],
  "gateway-time": [
    templates({ R: { Type: "AWS::ApiGatewayV2::Integration", Properties: { TimeoutInMillis: 30_001 } } }),
    templates({ R: { Type: "AWS::ApiGatewayV2::Integration", Properties: { TimeoutInMillis: 25_000 } } }),
  ],
  "name-length": [templates({ R: made({ FunctionName: "f".repeat(65) }) }), templates({ R: made({ FunctionName: "f".repeat(64) }) })],
  "text-length": [templates({ R: made({ Description: "d".repeat(257) }) }), templates({ R: made({ Description: "d".repeat(256) }) })],
  "environment-size": [
    templates({ R: made({ Environment: { Variables: { A: "x".repeat(4096) } } }) }),
    templates({ R: made({ Environment: { Variables: { A: "x" } } }) }),
  ],
  "role-policy-length": [templates(role({ ...write, Resource: "x".repeat(10_241) })), templates(role(write))],
  "resource-server-scopes": [
    templates({ R: { Type: "AWS::Cognito::UserPoolResourceServer", Properties: { Scopes: Array.from({ length: 101 }, () => ({})) } } }),
    templates({ R: { Type: "AWS::Cognito::UserPoolResourceServer", Properties: { Scopes: Array.from({ length: 100 }, () => ({})) } } }),
  ],
  "queue-patience": [templates(mapped(119)), templates(mapped(120))],
  "no-whole-table": [templates(role({ Effect: "Allow", Action: ["dynamodb:Scan"], Resource: "t" })), templates(role(write))],
  "own-partitions-only": [templates(role({ ...write, Condition: transaction })), templates(role(write))],
  "writes-in-transactions-only": [templates(role({ ...write, Condition: partitions })), templates(role(write))],
  "no-scan-by-accident": [templates(role(write, { Policies: [{ PolicyDocument: { Statement: [write] } }] })), templates(role(write))],
  "no-wildcards": [
    templates(role({ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: "*" })),
    templates(role({ Effect: "Allow", Action: ["xray:PutTraceSegments"], Resource: "*" })),
  ],
  "a-role-each": [templates({ A: made(), B: made() }), templates({ A: made(), B: made({ Role: "another" }) })],
  "no-managed-policies": [
    templates(role(write, { ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] })),
    templates(role(write)),
  ],
  "trust-names-its-account": [
    templates(role(write, { AssumeRolePolicyDocument: { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }] } })),
    templates(role(write)),
  ],
  "callers-are-named": [
    templates({ P: { Type: "AWS::Lambda::Permission", Properties: { SourceArn: "a" } } }),
    templates({ P: { Type: "AWS::Lambda::Permission", Properties: { SourceArn: "a", SourceAccount: "1" } } }),
  ],
  "routes-are-guarded": [
    templates({ R: { Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: "GET /sales/orders", AuthorizationType: "NONE" } } }),
    templates({ R: { Type: "AWS::ApiGatewayV2::Route", Properties: { RouteKey: "GET /health", AuthorizationType: "NONE" } } }),
  ],
  "queue-policy-length": [
    templates({ P: { Type: "AWS::SQS::QueuePolicy", Properties: { PolicyDocument: { Statement: ["x".repeat(8192)] } } } }),
    templates(queue()),
  ],
  "queues-end-somewhere": [templates({ ...queue(), Other: { Type: "AWS::SQS::Queue", Properties: {} } }), templates(queue())],
  "dead-letters-are-watched": [templates({ ...queue(), Watch: { Type: "AWS::X" } }), templates(queue())],
  "queues-refuse-plain-text": [templates({ ...queue(), Tls: { Type: "AWS::X" } }), templates(queue())],
  "targets-have-dead-letters": [templates({ R: rule({ Targets: [{ Arn: "a" }] }) }), templates({ R: rule() })],
  "rules-name-their-source": [templates({ R: rule({ EventPattern: { "detail-type": ["OrderPlaced"] } }) }), templates({ R: rule() })],
  "foreign-buses-hear-public-facts-only": [
    templates({ R: rule({ Targets: [{ Arn: "arn:aws:events:eu-central-1:2:event-bus/x", RoleArn: "r", DeadLetterConfig: { Arn: "d" } }] }) }),
    templates({
      R: rule({
        EventPattern: { source: ["s"], account: ["1"], detail: { metadata: { visibility: ["public"] } } },
        Targets: [{ Arn: "arn:aws:events:eu-central-1:2:event-bus/x", RoleArn: "r", DeadLetterConfig: { Arn: "d" } }],
      }),
    }),
  ],
  "alarms-reach-somebody": [
    templates({ A: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmDescription: "Orders are late, and customers wait for their goods." } } }),
    templates(queue()),
  ],
  "logs-end": [templates({ L: { Type: "AWS::Logs::LogGroup" } }), templates({ L: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14 } } })],
  "data-can-be-restored": [templates(table({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } })), templates(table())],
  "data-outlives-its-stack": [templates(table({}, "Delete")), templates(table())],
  "streams-cannot-stall": [
    templates({
      M: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          StartingPosition: "TRIM_HORIZON",
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ["ReportBatchItemFailures"],
          DestinationConfig: {},
        },
      },
    }),
    templates({
      M: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          StartingPosition: "TRIM_HORIZON",
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ["ReportBatchItemFailures"],
          MaximumRetryAttempts: 10,
          DestinationConfig: {},
        },
      },
    }),
  ],
};

describe("our own rules", () => {
  it("each have a canary", () => {
    expect(Object.keys(canaries).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it.each(Object.entries(canaries))("%s: fires on what is wrong and is quiet on what is not", (id, [broken, sound]) => {
    const seen = (all: Templates) => findings(all).filter((each) => each.startsWith(`${id}:`)).length;
    expect(seen(broken)).toBeGreaterThan(0);
    expect(seen(sound)).toBe(0);
  });

  it("ask for deletion protection too, and for nothing of the kind in dev", () => {
    const unprotected = table({ DeletionProtectionEnabled: false });
    expect(findings(templates(unprotected)).join()).toContain("data-outlives-its-stack");
    expect(findings(templates(unprotected, "Weft-dev-Core")).join()).not.toContain("data-outlives-its-stack");
  });
});
