import { beforeAll, describe, expect, it } from "vitest";
import { aws_s3 as s3, Stack } from "aws-cdk-lib";
import { findings } from "../../infra/checks/checked.ts";
import { RESOURCELESS } from "../../infra/checks/policies.ts";
import { inside, listOf, stringsOf, type Templates, textOf } from "../../infra/checks/template.ts";
import { type Discovered, discover } from "../../infra/discover.ts";
import { roles, scopes } from "../../domain/platform/roles.ts";
import { assembly, everything } from "./assembly.ts";

let dev: Templates;
let prod: Templates;
let useCases: Discovered[];
beforeAll(async () => {
  // Both throw on any finding of cdk-nag that nobody acknowledged, and on any broken rule of ours.
  dev = await assembly();
  prod = await assembly(everything);
  useCases = await discover();
}, 120_000);

const statements = (templates: Templates, name: string): Record<string, unknown>[] => {
  const made = templates.of("AWS::Lambda::Function").find(({ properties }) => String(properties["FunctionName"]).endsWith(`-${name}`))!;
  const role = templates.of("AWS::IAM::Role").find(({ stack, id }) => stack === made.stack && textOf(made.properties["Role"]).includes(`"${id}"`))!;
  return listOf(inside(role.properties, "Policies", 0, "PolicyDocument", "Statement")) as Record<string, unknown>[];
};
const actions = (templates: Templates, name: string) =>
  statements(templates, name)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => stringsOf(Action));

describe("the assembly", () => {
  it("breaks no rule, and no finding of cdk-nag is open, in dev and with every choice made", () => {
    expect(findings(dev)).toEqual([]);
    expect(findings(prod)).toEqual([]);
    expect(dev.of("AWS::Lambda::Function").length).toBe(useCases.length);
  });

  it("rings for counts of our own where the functions that count put them", () => {
    const counting = dev.of("AWS::Lambda::Function").map(({ properties }) => {
      const variables = inside(properties, "Environment", "Variables") as Record<string, unknown>;
      return `${String(variables["POWERTOOLS_METRICS_NAMESPACE"])} ${String(variables["POWERTOOLS_SERVICE_NAME"])}`;
    });
    const ours = dev.of("AWS::CloudWatch::Alarm").filter(({ properties }) => String(properties["Namespace"]).startsWith("Weft"));
    expect([...new Set(ours.map(({ properties }) => properties["MetricName"]))].toSorted()).toEqual(["DeadLetters", "FactsParked", "FactsRepublished"]);
    for (const { properties } of ours) expect(counting).toContain(`${String(properties["Namespace"])} ${String(inside(properties, "Dimensions", 0, "Value"))}`);
  });

  it("rings for each use case that hears facts when one of its facts becomes a dead letter", () => {
    const hearing = useCases.filter(({ definition }) => "on" in definition || (definition.kind === "machinery" && definition.part === "tap"));
    const rung = dev.of("AWS::CloudWatch::Alarm").filter(({ properties }) => properties["MetricName"] === "DeadLetters");
    expect(rung.map(({ properties }) => inside(properties, "Dimensions", 1, "Value")).toSorted()).toEqual(
      hearing.map(({ context, name }) => `${context}/${name}`).toSorted(),
    );
  });

  it("is stopped by cdk-nag when something is wrong", async () => {
    await expect(assembly({}, (app) => void new s3.Bucket(new Stack(app, "Careless"), "Bucket"))).rejects.toThrow(/AwsSolutions-S10/);
  });

  it("keeps a stack for each context, leaning on the core only, each far from CloudFormation's limits", () => {
    const contexts = new Set(useCases.map(({ context }) => `Weft-dev-${context.charAt(0).toUpperCase()}${context.slice(1)}`));
    expect(dev.stacks.map(({ name }) => name).sort()).toEqual(["Weft-dev-Console", "Weft-dev-Core", ...contexts].sort());
    for (const { name, resources } of dev.stacks) {
      expect(resources.length, name).toBeLessThan(400);
      const imported = [...textOf(resources).matchAll(/"Fn::ImportValue":"([^:"]+):/g)].map(([, from]) => from);
      expect(new Set(imported), name).toEqual(new Set(name === "Weft-dev-Core" ? [] : ["Weft-dev-Core"]));
    }
  });
});

describe("a function", () => {
  it("runs what is tested: Node 24 on arm64, with memory, time, logs, tracing and a role of its own", () => {
    for (const { properties } of dev.of("AWS::Lambda::Function")) {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        TracingConfig: { Mode: "Active" },
      });
      expect(inside(properties, "Environment", "Variables", "POWERTOOLS_SERVICE_NAME")).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    }
  });

  it("may log into its own group only", () => {
    for (const role of dev.of("AWS::IAM::Role")) {
      const logging = (listOf(inside(role.properties, "Policies", 0, "PolicyDocument", "Statement")) as Record<string, unknown>[]).filter(({ Action }) =>
        stringsOf(Action).some((action) => action.startsWith("logs:")),
      );
      for (const { Action, Resource } of logging) {
        expect(Action).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
        expect(Object.keys(Resource as object)).toEqual(["Fn::GetAtt"]);
      }
    }
  });

  it("reads and writes its context's partitions, and only through transactions", () => {
    const [write, read, never] = statements(dev, "win-opportunity").filter(({ Action }) => stringsOf(Action).some((action) => action.startsWith("dynamodb:")));
    const partitions = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sales#*"] }, Null: { "dynamodb:LeadingKeys": "false" } };
    expect(write).toMatchObject({
      Effect: "Allow",
      Action: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
      Condition: { ...partitions, "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] } },
    });
    expect(read).toMatchObject({ Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], Condition: partitions });
    expect(never).toMatchObject({ Effect: "Deny", Action: ["dynamodb:Scan", "dynamodb:PartiQL*", "dynamodb:ExportTableToPointInTime"], Resource: "*" });
  });

  it("that only reads holds no right to write", () => {
    const queries = useCases.filter(({ definition }) => definition.kind === "query");
    expect(queries.length).toBeGreaterThan(5);
    for (const { context, name } of queries)
      expect(
        actions(dev, `${context}-${name}`).filter((action) => /^dynamodb:(Put|Update|Delete|Condition)/.test(action)),
        name,
      ).toEqual([]);
  });

  it("publishes only if it carries facts, and only the relay reads the stream", () => {
    const who = (action: string) => useCases.filter(({ context, name }) => actions(dev, `${context}-${name}`).includes(action)).map(({ name }) => name);
    expect(who("events:PutEvents").sort()).toEqual(["reconcile-facts", "relay-facts", "republish-fact-on-dead-letter-redriven"]);
    expect(who("dynamodb:GetRecords")).toEqual(["relay-facts"]);
  });

  it("enters the indexes its collections use, by their names", () => {
    for (const { stack, id, properties } of dev.of("AWS::IAM::Role")) expect(textOf(properties["Policies"]), `${stack}/${id}`).not.toMatch(/index\/\*/);
    const read = statements(dev, "win-opportunity").find(({ Action }) => stringsOf(Action).includes("dynamodb:Query"))!;
    expect(textOf(read["Resource"])).toMatch(/\/index\/gsi[123]/);
  });

  it("is told no secret, and its shards only where a counter is spread", () => {
    const told = (templates: Templates) =>
      templates.of("AWS::Lambda::Function").map(({ properties }) => inside(properties, "Environment", "Variables") as Record<string, unknown>);
    for (const variables of told(prod)) expect(Object.keys(variables).filter((name) => /SECRET|PASSWORD|TOKEN|KEY/.test(name))).toEqual([]);
    expect(told(dev).filter((variables) => "WEFT_SHARDS" in variables)).toEqual([]);
    const sharded = useCases.filter(({ definition }) => definition.touches.some((place) => "sharded" in place && place.sharded === true)).length;
    const spread = told(prod).flatMap((variables) =>
      "WEFT_SHARDS" in variables ? [JSON.parse(String(variables["WEFT_SHARDS"])) as Record<string, number>] : [],
    );
    expect(spread).toHaveLength(sharded);
    for (const each of spread) expect(Object.values(each)).toEqual(Object.values(each).map(() => 4));
  });
});

describe("wildcards", () => {
  it("stand only where AWS knows no resource, or in a Deny", () => {
    const listed = new Set(Object.keys(RESOURCELESS));
    for (const role of prod.of("AWS::IAM::Role"))
      for (const statement of listOf(inside(role.properties, "Policies", 0, "PolicyDocument", "Statement")) as Record<string, unknown>[])
        if (statement["Effect"] === "Allow" && statement["Resource"] === "*")
          expect(stringsOf(statement["Action"]).filter((action) => !listed.has(action))).toEqual([]);
  });
});

describe("a reaction", () => {
  it("hears one fact of this account, through a queue that parks what fails, and answers message by message", () => {
    for (const { context, name, definition } of useCases) {
      if (definition.kind !== "reaction") continue;
      const rule = dev.of("AWS::Events::Rule").find(({ properties }) => properties["Name"] === `weft-dev-${context}-${name}`)!;
      expect(rule.properties["EventPattern"], name).toEqual({
        source: [`weft.${definition.on.context}`],
        account: [{ Ref: "AWS::AccountId" }],
        "detail-type": [definition.on.name],
        detail: { metadata: { version: [definition.on.version] }, ...(definition.where === undefined ? {} : { data: definition.where }) },
      });
      const queue = dev.of("AWS::SQS::Queue").find(({ properties }) => properties["QueueName"] === `weft-dev-${context}-${name}`)!;
      expect(queue.properties["RedrivePolicy"], name).toMatchObject({ maxReceiveCount: 5 });
      const mapping = dev
        .of("AWS::Lambda::EventSourceMapping")
        .find(({ stack, properties }) => stack === queue.stack && textOf(properties["EventSourceArn"]).includes(`"${queue.id}"`))!;
      expect(mapping.properties).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ...(definition.concurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: definition.concurrency } }),
      });
    }
  });
});

describe("the relay", () => {
  it("is fed new facts only, halves what fails, and cannot be held up for a day", () => {
    const mapping = dev.of("AWS::Lambda::EventSourceMapping").find(({ properties }) => properties["StartingPosition"] !== undefined)!;
    expect(mapping.properties).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
    expect(JSON.parse(String(inside(mapping.properties, "FilterCriteria", "Filters", 0, "Pattern")))).toEqual({
      eventName: ["INSERT"],
      dynamodb: { Keys: { sk: { S: [{ prefix: "event#" }] } } },
    });
  });

  it("has a reconciler that also runs when the embedded runtime starts, and a tap that hears every fact of this account", () => {
    const rules = dev.of("AWS::Events::Rule");
    expect(rules.find(({ properties }) => String(properties["Name"]).endsWith("reconcile-facts"))!.properties).toMatchObject({
      ScheduleExpression: "rate(5 minutes)",
    });
    expect(rules.find(({ properties }) => String(properties["Name"]).endsWith("confirm-facts"))!.properties).toMatchObject({
      EventPattern: { source: [{ prefix: "weft." }], account: [{ Ref: "AWS::AccountId" }] },
    });
    const tap = dev.of("AWS::Lambda::EventSourceMapping").find(({ properties }) => properties["MaximumBatchingWindowInSeconds"] === 60)!;
    expect(tap.properties).toMatchObject({ BatchSize: 1000 });
  });
});

describe("the table", () => {
  it("is on demand, restorable, streaming, and outlives its stack outside dev", () => {
    const [table] = prod.of("AWS::DynamoDB::GlobalTable");
    expect(table!.properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(inside(table!.properties, "Replicas", 0)).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { KMSMasterKeyId: expect.anything() },
    });
    expect(table!.deletionPolicy).toBe("Retain");
    const indexes = table!.properties["GlobalSecondaryIndexes"] as { IndexName: string; Projection: unknown }[];
    expect(indexes.map(({ IndexName, Projection }) => [IndexName, Projection])).toEqual(
      ["gsi1", "gsi2", "gsi3"].map((name) => [name, { ProjectionType: "KEYS_ONLY" }]),
    );
  });
});

describe("the API", () => {
  it("logs who failed and why, and never a token", () => {
    const format = String(inside(dev.of("AWS::ApiGatewayV2::Stage")[0]!.properties, "AccessLogSettings", "Format"));
    expect(format).toContain("$context.authorizer.error");
    expect(format).not.toMatch(/header|authorization|querystring|body/i);
  });

  it("is throttled, and lets browsers in from the named origins only", () => {
    expect(dev.of("AWS::ApiGatewayV2::Stage")[0]!.properties).toMatchObject({ DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 } });
    expect(dev.of("AWS::ApiGatewayV2::Api")[0]!.properties["CorsConfiguration"]).toBeUndefined();
    expect(prod.of("AWS::ApiGatewayV2::Api")[0]!.properties["CorsConfiguration"]).toMatchObject({ AllowOrigins: ["https://erp.example.com"] });
  });

  it("has a guarded route for each definition that has one", () => {
    const routes = new Map(dev.of("AWS::ApiGatewayV2::Route").map(({ properties }) => [properties["RouteKey"], properties]));
    for (const { definition } of useCases) {
      if (!("route" in definition)) continue;
      const wired = routes.get(definition.route)!;
      if (definition.kind === "page") expect(wired["AuthorizationType"]).toBe("NONE");
      else expect(wired).toMatchObject({ AuthorizationType: "JWT", AuthorizationScopes: [`weft/${definition.scope}`] });
    }
  });
});

describe("signing in", () => {
  it("knows every role as a group and every scope of the vocabulary", () => {
    expect(dev.of("AWS::Cognito::UserPoolGroup").map(({ properties }) => properties["GroupName"])).toEqual(Object.keys(roles));
    const server = prod.of("AWS::Cognito::UserPoolResourceServer").find(({ properties }) => properties["Identifier"] === "weft")!;
    expect((server.properties["Scopes"] as { ScopeName: string }[]).map(({ ScopeName }) => ScopeName)).toEqual([...scopes]);
  });

  it("asks the trigger for people and programs alike, and lets nobody write the tenant", () => {
    const [pool] = prod.of("AWS::Cognito::UserPool");
    expect(pool!.properties).toMatchObject({
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V3_0" } },
      DeletionProtection: "ACTIVE",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTier: "ESSENTIALS",
    });
    expect((pool!.properties["Schema"] as { Name: string; Mutable: boolean }[]).find(({ Name }) => Name === "tenant")).toMatchObject({ Mutable: false });
    for (const { properties } of prod.of("AWS::Cognito::UserPoolClient").filter(({ properties }) => properties["ClientName"] === "web"))
      expect(stringsOf(properties["WriteAttributes"])).not.toContain("custom:tenant");
  });

  it("gives a public client codes only, and a program its tenant's scope", () => {
    const clients = prod.of("AWS::Cognito::UserPoolClient").map(({ properties }) => properties);
    expect(clients.find(({ ClientName }) => ClientName === "web")).toMatchObject({
      AllowedOAuthFlows: ["code"],
      GenerateSecret: false,
      PreventUserExistenceErrors: "ENABLED",
    });
    expect(clients.find(({ ClientName }) => ClientName === "shop")).toMatchObject({
      AllowedOAuthFlows: ["client_credentials"],
      GenerateSecret: true,
      AllowedOAuthScopes: ["tenant/acme", "weft/sales:read", "weft/sales:write"],
    });
    const audience = inside(prod.of("AWS::ApiGatewayV2::Authorizer")[0]!.properties, "JwtConfiguration", "Audience");
    // The console, the other public client, and the one program.
    expect(listOf(audience)).toHaveLength(3);
  });
});

describe("other accounts", () => {
  const policy = (templates: Templates) =>
    templates
      .of("AWS::Events::EventBusPolicy")
      .map(({ properties }) => properties["Statement"] as { Sid: string; Effect: string; Action: unknown; Condition: Record<string, unknown> });

  it("cannot speak in our name, whoever they are", () => {
    for (const templates of [dev, prod])
      expect(policy(templates)).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Principal: "*",
          Action: "events:PutEvents",
          Condition: { StringLike: { "events:source": "weft.*" }, StringNotEquals: { "aws:PrincipalAccount": { Ref: "AWS::AccountId" } } },
        }),
      );
    expect(policy(dev)).toHaveLength(1);
  });

  it("may make rules for public facts, if they were named", () => {
    const allowed = policy(prod).filter(({ Effect, Action }) => Effect === "Allow" && Action === "events:PutRule");
    expect(allowed.map(({ Sid }) => Sid)).toEqual(["AccountsHearPublicFacts", "OrganizationHearPublicFacts"]);
    const internal = new Set(
      useCases.flatMap(({ definition }) =>
        "emits" in definition ? definition.emits.filter(({ visibility }) => visibility === "internal").map(({ name }) => name) : [],
      ),
    );
    for (const { Condition } of allowed) {
      const names = inside(Condition, "ForAllValues:StringEquals", "events:detail-type") as string[];
      expect(names).toContain("InvoiceIssued");
      expect(names.filter((name) => internal.has(name))).toEqual([]);
      expect(Condition).toMatchObject({
        Null: { "events:source": "false", "events:detail-type": "false" },
        StringEqualsIfExists: { "events:creatorAccount": "${aws:PrincipalAccount}" },
      });
    }
    for (const { Action } of policy(prod).filter(({ Effect }) => Effect === "Allow")) expect(stringsOf(Action)).not.toContain("events:PutEvents");
  });

  it("get public facts on their own bus, by a role that may put events there and nothing else", () => {
    const rule = prod.of("AWS::Events::Rule").find(({ properties }) => String(properties["Name"]).startsWith("weft-prod-forward"))!;
    expect(rule.properties).toMatchObject({
      EventPattern: { source: [{ prefix: "weft." }], account: [{ Ref: "AWS::AccountId" }], detail: { metadata: { visibility: ["public"] } } },
      Targets: [{ Arn: everything.forwardTo[0], RoleArn: expect.anything(), DeadLetterConfig: expect.anything() }],
    });
    const role = prod.of("AWS::IAM::Role").find(({ properties }) => textOf(properties["AssumeRolePolicyDocument"]).includes("events.amazonaws.com"))!;
    expect(inside(role.properties, "Policies", 0, "PolicyDocument", "Statement")).toEqual([
      { Effect: "Allow", Action: ["events:PutEvents"], Resource: everything.forwardTo[0] },
    ]);
    expect(inside(role.properties, "AssumeRolePolicyDocument", "Statement", 0, "Condition")).toMatchObject({
      StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
      ArnEquals: { "aws:SourceArn": expect.anything() },
    });
  });
});
