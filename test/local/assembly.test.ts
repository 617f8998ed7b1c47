// AWS sources: AWS CloudFormation template reference (each resource's page); Lambda Developer Guide, "Resource-based
// policies".
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadAssembly } from "../../local/assembly/assembly.ts";
import { synthesise } from "./sample-app.ts";

const dir = mkdtempSync(join(tmpdir(), "weft-assembly-"));
const out = join(dir, "out");
const code = join(dir, "code");
type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown>; Metadata?: Record<string, unknown> }> };

beforeAll(() => {
  mkdirSync(code);
  writeFileSync(join(code, "index.mjs"), "export const handler = async () => ({});");
  synthesise(out, code);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true }));

/** Loads the assembly with one template changed. */
function changed(stack: string, change: (template: Template) => void) {
  const path = join(out, `${stack}.template.json`);
  const kept = readFileSync(path, "utf8");
  try {
    const template = JSON.parse(kept) as Template;
    change(template);
    writeFileSync(path, JSON.stringify(template));
    return loadAssembly(out);
  } finally {
    writeFileSync(path, kept);
  }
}
const resource = (template: Template, type: string) => {
  const found = Object.entries(template.Resources).find(([, { Type }]) => Type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return { id: found[0], ...found[1] };
};

test("stacks are merged into one model with every intrinsic resolved", () => {
  const model = loadAssembly(out);
  expect(JSON.stringify(model)).not.toMatch(/Fn::|"Ref"/);
  expect(model.functions.map(({ name }) => name).toSorted()).toEqual(["weft-choose-claims", "weft-echo", "weft-react", "weft-relay"]);
  expect(model.functions.find(({ name }) => name === "weft-react")).toMatchObject({
    handler: "index.handler",
    timeoutSeconds: 2,
    memoryMb: 128,
    env: { TABLE_NAME: "weft", BUS: "weft" },
  });
  expect(new Set(model.functions.map(({ accessKeyId }) => accessKeyId)).size).toBe(model.functions.length);
  expect(model.apis[0]?.routes.map(({ routeKey, scopes, functionName }) => [routeKey, scopes, functionName])).toEqual([
    ["GET /things/{id}", ["sales:read"], "weft-echo"],
    ["POST /things/{id}", ["sales:read"], "weft-echo"],
    ["GET /open", [], "weft-echo"],
  ]);
  expect(model.apis[0]?.routes[0]?.authorizer?.issuer).toBe(model.userPools[0]?.issuer);
  expect(model.tables[0]).toMatchObject({
    name: "weft",
    ttlAttribute: "ttl",
    streamViewType: "NEW_IMAGE",
    indexes: [{ name: "gsi1", projection: { type: "INCLUDE", attributes: ["name"] } }],
  });
  expect(model.mappings.map(({ kind, functionName }) => [kind, functionName])).toEqual([
    ["stream", "weft-relay"],
    ["queue", "weft-react"],
  ]);
  expect(model.mappings[0]).toMatchObject({
    bisectOnError: true,
    reportBatchItemFailures: true,
    maxRetries: 10,
    filterPatterns: ['{"eventName":["INSERT"]}'],
    sourceArn: model.tables[0]?.streamArn,
  });
  expect(model.mappings[1]).toMatchObject({ batchSize: 5, maxConcurrency: 2 });
  expect(model.queues.find(({ redrive }) => redrive !== null)).toMatchObject({ visibilityTimeoutSeconds: 12, redrive: { maxReceiveCount: 3 } });
  expect(model.rules[0]).toMatchObject({ busName: "weft", pattern: { source: ["weft.sales"], "detail-type": ["OpportunityWon"] } });
  expect(model.schedules[0]).toMatchObject({ kind: "rule", expression: "rate(5 minutes)", runAtStart: true, target: { input: '{"graceSeconds":300}' } });
  expect(model.userPools[0]).toMatchObject({ groups: ["sales"], preTokenGeneration: { functionName: "weft-choose-claims", version: "V3_0" } });
  expect(loadAssembly(out)).toEqual(model);
});

test("an unknown resource type stops the start", () => {
  expect(() =>
    changed("sales", (template) => {
      template.Resources["Cluster"] = { Type: "AWS::ECS::Cluster", Properties: {} };
    }),
  ).toThrow(/sales\.Cluster: the local runtime does not know the resource type AWS::ECS::Cluster/);
});

test("a resource that is left out on purpose does not", () => {
  expect(() =>
    changed("sales", (template) => {
      template.Resources["Alarm"] = { Type: "AWS::CloudWatch::Alarm", Properties: { Threshold: 1 } };
    }),
  ).not.toThrow();
});

test.each<[string, string, string, (properties: Record<string, unknown>) => void, RegExp]>([
  [
    "an unknown property",
    "sales",
    "AWS::SQS::Queue",
    (p) => {
      p["Colour"] = "red";
    },
    /does not emulate Colour/,
  ],
  [
    "a FIFO queue",
    "sales",
    "AWS::SQS::Queue",
    (p) => {
      p["FifoQueue"] = true;
    },
    /FIFO queues are not emulated/,
  ],
  [
    "another authorizer",
    "core",
    "AWS::ApiGatewayV2::Authorizer",
    (p) => {
      p["AuthorizerType"] = "REQUEST";
    },
    /only JWT authorizers/,
  ],
  [
    "another payload format",
    "core",
    "AWS::ApiGatewayV2::Integration",
    (p) => {
      p["PayloadFormatVersion"] = "1.0";
    },
    /PayloadFormatVersion/,
  ],
  [
    "a function without Node.js",
    "sales",
    "AWS::Lambda::Function",
    (p) => {
      p["Runtime"] = "python3.14";
    },
    /only Node\.js functions/,
  ],
  [
    "a managed policy that grants something",
    "sales",
    "AWS::IAM::Role",
    (p) => {
      p["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"];
    },
    /AmazonDynamoDBFullAccess cannot be enforced/,
  ],
  [
    "a trigger that is not emulated",
    "core",
    "AWS::Cognito::UserPool",
    (p) => {
      p["LambdaConfig"] = { PreSignUp: "arn" };
    },
    /pre-token-generation|LambdaConfig/,
  ],
  [
    "an intrinsic that is not emulated",
    "sales",
    "AWS::SQS::Queue",
    (p) => {
      p["DelaySeconds"] = { "Fn::Transform": {} };
    },
    /Fn::Transform is not emulated/,
  ],
])("%s stops the start", (_what, stack, type, change, sentence) => {
  expect(() => changed(stack, (template) => change(resource(template, type).Properties))).toThrow(sentence);
});

test.each([
  [
    "a route",
    "core",
    (p: Record<string, unknown>) => p["Principal"] === "apigateway.amazonaws.com",
    /no AWS::Lambda::Permission lets apigateway\.amazonaws\.com in/,
  ],
  ["the user pool", "core", (p: Record<string, unknown>) => p["Principal"] === "cognito-idp.amazonaws.com", /lets cognito-idp\.amazonaws\.com in/],
  ["a timer", "sales", (p: Record<string, unknown>) => p["Principal"] === "events.amazonaws.com", /lets events\.amazonaws\.com in/],
])("%s without its AWS::Lambda::Permission stops the start", (_what, stack, isIt, sentence) => {
  expect(() =>
    changed(stack, (template) => {
      for (const [id, { Type, Properties }] of Object.entries(template.Resources))
        if (Type === "AWS::Lambda::Permission" && isIt(Properties)) delete template.Resources[id];
    }),
  ).toThrow(sentence);
});

test("a rule whose queue does not let EventBridge in stops the start, a mapping whose role may not read its source too", () => {
  expect(() =>
    changed("sales", (template) => {
      for (const [id, { Type }] of Object.entries(template.Resources)) if (Type === "AWS::SQS::QueuePolicy") delete template.Resources[id];
    }),
  ).toThrow(/no AWS::SQS::QueuePolicy lets events\.amazonaws\.com in/);
  expect(() =>
    changed("core", (template) => {
      for (const [id, { Type }] of Object.entries(template.Resources)) if (Type === "AWS::IAM::Policy" && id.startsWith("relay")) delete template.Resources[id];
    }),
  ).toThrow(/role does not allow dynamodb:GetRecords/);
});

test("an empty folder is no assembly", () => {
  expect(() => loadAssembly(join(dir, "nowhere"))).toThrow(/There is no cloud assembly/);
});
