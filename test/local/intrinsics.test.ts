// AWS source: AWS CloudFormation template reference, "Intrinsic functions" and "Pseudo parameters".
import { expect, test } from "vitest";
import type { StackTemplate } from "../../local/assembly/assembly-read.ts";
import { intrinsics } from "../../local/assembly/intrinsics.ts";

const stack = (given: Partial<StackTemplate>): StackTemplate => ({
  name: "sales",
  assets: new Map(),
  Resources: {},
  Outputs: {},
  Parameters: {},
  Mappings: {},
  Conditions: {},
  ...given,
});
const queue = { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" }, Metadata: {} };
const core = stack({
  name: "core",
  Resources: { Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "weft" }, Metadata: {} } },
  Outputs: { BusArn: { Value: { "Fn::GetAtt": ["Bus", "Arn"] }, Export: { Name: "core:BusArn" } } },
});
const sales = stack({
  Resources: { Queue: queue },
  Parameters: { Stage: { Default: "local" } },
  Mappings: { Sizes: { local: { Memory: 256 } } },
  Conditions: {
    IsLocal: { "Fn::Equals": [{ Ref: "Stage" }, "local"] },
    IsProd: { "Fn::Not": [{ Condition: "IsLocal" }] },
    Both: { "Fn::And": [{ Condition: "IsLocal" }, { Condition: "IsProd" }] },
    Either: { "Fn::Or": [{ Condition: "IsLocal" }, { Condition: "IsProd" }] },
  },
});
const resolve = (value: unknown) => intrinsics([core, sales]).resolve(sales, value);

test.each([
  [
    "pseudo parameters",
    { "Fn::Join": ["/", [{ Ref: "AWS::Region" }, { Ref: "AWS::AccountId" }, { Ref: "AWS::Partition" }, { Ref: "AWS::StackName" }, { Ref: "AWS::URLSuffix" }]] },
    "eu-central-1/000000000000/aws/sales/amazonaws.com",
  ],
  ["Ref of a queue is its URL", { Ref: "Queue" }, "https://sqs.eu-central-1.amazonaws.com/000000000000/jobs"],
  ["Ref of a parameter is its default", { Ref: "Stage" }, "local"],
  ["GetAtt as a list", { "Fn::GetAtt": ["Queue", "Arn"] }, "arn:aws:sqs:eu-central-1:000000000000:jobs"],
  ["GetAtt as text", { "Fn::GetAtt": "Queue.QueueName" }, "jobs"],
  ["Sub with resources, attributes and pseudo parameters", { "Fn::Sub": "${AWS::Region}:${Queue.QueueName}:${Stage}" }, "eu-central-1:jobs:local"],
  ["Sub with names of its own", { "Fn::Sub": ["${who}-${Stage}", { who: { Ref: "AWS::StackName" } }] }, "sales-local"],
  ["Sub keeps ${!literal}", { "Fn::Sub": "${!not} ${Stage}" }, "${not} local"],
  ["Select of Split", { "Fn::Select": [5, { "Fn::Split": [":", { "Fn::GetAtt": ["Queue", "Arn"] }] }] }, "jobs"],
  ["If takes the branch of its condition", { "Fn::If": ["IsLocal", "yes", "no"] }, "yes"],
  ["If with Not", { "Fn::If": ["IsProd", "yes", "no"] }, "no"],
  ["And", { "Fn::If": ["Both", "yes", "no"] }, "no"],
  ["Or", { "Fn::If": ["Either", "yes", "no"] }, "yes"],
  ["FindInMap", { "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "Memory"] }, 256],
  ["ImportValue crosses stacks", { "Fn::ImportValue": "core:BusArn" }, "arn:aws:events:eu-central-1:000000000000:event-bus/weft"],
  ["NoValue removes a property", { kept: 1, gone: { "Fn::If": ["IsProd", "x", { Ref: "AWS::NoValue" }] } }, { kept: 1 }],
  ["NoValue removes a list element", ["a", { Ref: "AWS::NoValue" }, "b"], ["a", "b"]],
  ["ToJsonString", { "Fn::ToJsonString": { stage: { Ref: "Stage" } } }, '{"stage":"local"}'],
  [
    "Condition is an ordinary key in an IAM statement",
    { Condition: { StringEquals: { a: { Ref: "Stage" } } } },
    { Condition: { StringEquals: { a: "local" } } },
  ],
])("%s", (_what, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test.each([
  ["an unknown intrinsic", { "Fn::Transform": {} }, /Fn::Transform is not emulated/],
  ["an unknown resource", { Ref: "Nobody" }, /"Nobody" is referenced/],
  ["an unknown attribute", { "Fn::GetAtt": ["Queue", "Colour"] }, /no attribute "Colour"/],
  ["an export nobody makes", { "Fn::ImportValue": "core:Nope" }, /no stack exports "core:Nope"/],
  ["an unknown condition", { "Fn::If": ["Nope", 1, 2] }, /condition "Nope" is not defined/],
  ["a map without the key", { "Fn::FindInMap": ["Sizes", "prod", "Memory"] }, /has no prod\/Memory/],
])("%s stops the start", (_what, value, sentence) => {
  expect(() => resolve(value)).toThrow(sentence);
});
