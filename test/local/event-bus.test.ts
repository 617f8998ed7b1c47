import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, describe, expect, test } from "vitest";
import type { FunctionModel, Invoke, QueueModel, RuleModel, TargetModel } from "../../local/assembly/assembly-model.ts";
import { createChaos, noChaos } from "../../local/table/chaos.ts";
import { createAsyncInvoker } from "../../local/bus/event-bus-async.ts";
import { openBusDoor, type BusDoor } from "../../local/bus/event-bus-door.ts";
import { createEventBus } from "../../local/bus/event-bus.ts";
import { createMeter } from "../../local/meter/meter.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { createQueues } from "../../local/queue/queue-set.ts";
import { manualClock } from "../../local/schedule/schedule-clock.ts";
import { accountId, region, statement } from "./fixtures.ts";

const busArn = `arn:aws:events:${region}:${accountId}:event-bus/weft`;
const queueArn = `arn:aws:sqs:${region}:${accountId}:reserve-stock`;
const functionArn = `arn:aws:lambda:${region}:${accountId}:function:watch`;
const queue: QueueModel = {
  id: "q",
  name: "reserve-stock",
  arn: queueArn,
  url: "",
  fifo: false,
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  redrive: null,
};
const watch: FunctionModel = {
  id: "f",
  name: "watch",
  arn: functionArn,
  codeDir: "",
  handler: "index.handler",
  env: {},
  timeoutSeconds: 3,
  memoryMb: 128,
  reservedConcurrency: null,
  statements: [],
  accessKeyId: "AKWATCH",
  asyncRetries: 2,
  asyncMaxAgeSeconds: 21_600,
  onFailureArn: queueArn,
};
const target = (arn: string, given: Partial<TargetModel> = {}): TargetModel => ({
  id: "t",
  arn,
  input: null,
  inputPath: null,
  inputTransformer: null,
  deadLetterArn: null,
  maxRetries: 185,
  maxEventAgeSeconds: 86_400,
  ...given,
});
const rule = (targets: TargetModel[], given: Partial<RuleModel> = {}): RuleModel => ({
  id: "r",
  name: "on-won",
  arn: "arn:rule",
  busName: "weft",
  enabled: true,
  pattern: { source: ["weft.sales"], "detail-type": ["OpportunityWon"] },
  targets,
  ...given,
});
const won = (given: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  EventBusName: "weft",
  Source: "weft.sales",
  DetailType: "OpportunityWon",
  Detail: '{"data":{"id":"o1"}}',
  ...given,
});
const closing: (() => Promise<void> | void)[] = [];
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

const house = async (rules: RuleModel[], chaos = noChaos(), invoke: Invoke = async () => ({ ok: true, value: null, ms: 1 })) => {
  const clock = manualClock(Date.parse("2026-05-01T10:00:00.500Z"));
  const queues = createQueues([queue], clock, forgetfulJournal);
  const functions = createAsyncInvoker([watch], { invoke, clock, sendToQueue: (arn, body) => void queues.get(arn).send(body) });
  const bus = createEventBus({ accountId, region, buses: [{ id: "b", name: "weft", arn: busArn }], rules }, { queues, functions, clock, chaos });
  const meter = createMeter();
  const door: BusDoor = await openBusDoor({
    bus,
    region,
    accountId,
    meter,
    chaos,
    callers: new Map([
      ["AKRELAY", { functionName: "relay", statements: [statement({ actions: ["events:PutEvents"], resources: [busArn] })] }],
      ["AKOTHER", { functionName: "other", statements: [] }],
    ]),
  });
  const as = (accessKeyId: string) => {
    const client = new EventBridgeClient({ endpoint: door.endpoint, region, credentials: { accessKeyId, secretAccessKey: "x" } });
    closing.push(() => client.destroy());
    return client;
  };
  closing.push(() => door.close());
  return {
    clock,
    bus,
    functions,
    meter,
    relay: as("AKRELAY"),
    other: as("AKOTHER"),
    bodies: () =>
      queues
        .get(queueArn)
        .list()
        .map((message) => JSON.parse(message.body)),
  };
};
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe("PutEvents as the SDK sends it (API reference: PutEvents)", () => {
  test("a matching event reaches the queue as the whole envelope", async () => {
    const { relay, bodies, bus, meter } = await house([rule([target(queueArn)])]);
    const result = await relay.send(new PutEventsCommand({ Entries: [won({ Resources: ["arn:x"] }), won({ DetailType: "OpportunityLost" })] }));
    expect(result.FailedEntryCount).toBe(0);
    expect(bodies()).toEqual([
      {
        version: "0",
        id: result.Entries?.[0]?.EventId,
        "detail-type": "OpportunityWon",
        source: "weft.sales",
        account: accountId,
        time: "2026-05-01T10:00:00Z",
        region,
        resources: ["arn:x"],
        detail: { data: { id: "o1" } },
      },
    ]);
    expect(Object.keys(bodies()[0])).toEqual(["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]);
    expect(bus.recent().map((seen) => seen.rules)).toEqual([["on-won"], []]);
    expect(meter.report()[0]?.eventsPublished).toBe(2);
  });
  test("bad entries fail alone; the good ones are taken", async () => {
    const { relay, bodies } = await house([rule([target(queueArn)])]);
    const { FailedEntryCount, Entries } = await relay.send(
      new PutEventsCommand({ Entries: [won(), won({ Detail: "[1]" }), won({ Detail: "{" }), won({ Source: "" }), won({ Source: "aws.ec2" }), won()] }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map((entry) => entry.ErrorCode)).toEqual([
      undefined,
      "MalformedDetail",
      "MalformedDetail",
      "InvalidArgument",
      "NotAuthorizedForSourceException",
      undefined,
    ]);
    expect(bodies()).toHaveLength(2);
  });
  test("eleven entries, or more than 1 MB, are refused as a whole", async () => {
    const { relay, bodies } = await house([rule([target(queueArn)])]);
    await expect(relay.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => won()) }))).rejects.toMatchObject({ name: "ValidationException" });
    await expect(relay.send(new PutEventsCommand({ Entries: [won({ Detail: JSON.stringify({ x: "x".repeat(1_050_000) }) })] }))).rejects.toMatchObject({
      message: "Total size of the entries in the request is over the limit.",
    });
    expect(bodies()).toHaveLength(0);
  });
  test("only who may put events on this bus does", async () => {
    const { other, relay } = await house([]);
    await expect(other.send(new PutEventsCommand({ Entries: [won()] }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`not authorized to perform: events:PutEvents on resource: ${busArn} because no identity-based policy allows`),
    });
    await expect(relay.send(new PutEventsCommand({ Entries: [won({ EventBusName: "default" })] }))).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
  test("a seeded throttle fails some entries, and the answer says which", async () => {
    const chaos = createChaos({ seed: 4, faults: { throttle: 0.3 }, only: (operation) => operation === "PutEvents.Entry", duplicate: 0, reorder: 0 });
    const { relay, bodies } = await house([rule([target(queueArn)])], chaos);
    const { FailedEntryCount } = await relay.send(new PutEventsCommand({ Entries: Array.from({ length: 10 }, () => won()) }));
    expect(FailedEntryCount).toBeGreaterThan(0);
    expect(FailedEntryCount).toBe(chaos.fired.throttle);
    expect(bodies()).toHaveLength(10 - (FailedEntryCount ?? 0));
  });
});

describe("targets (EventBridge user guide: event bus targets, input transformation)", () => {
  test("Input, InputPath and InputTransformer shape what arrives", async () => {
    const transformer = {
      pathsMap: { id: "$.detail.data.id", what: "$.detail-type", all: "$.detail" },
      template: '{"text":"<what> of <id>","id":<id>,"detail":<all>,"rule":<aws.events.rule-name>}',
    };
    const { relay, bodies } = await house([
      rule([target(queueArn, { input: '{"fixed":1}' }), target(queueArn, { inputPath: "$.detail.data" }), target(queueArn, { inputTransformer: transformer })]),
    ]);
    await relay.send(new PutEventsCommand({ Entries: [won()] }));
    expect(bodies()).toEqual([{ fixed: 1 }, { id: "o1" }, { text: "OpportunityWon of o1", id: "o1", detail: { data: { id: "o1" } }, rule: "on-won" }]);
  });
  test("what cannot be emulated stops the start with a sentence", async () => {
    await expect(house([rule([target(queueArn, { inputPath: "$..id" })])])).rejects.toThrow("uses JSONPath that this runtime does not know");
    await expect(house([rule([target(queueArn, { inputTransformer: { pathsMap: {}, template: "<gone>" } })])])).rejects.toThrow("<gone>");
    await expect(house([rule([target(queueArn)], { pattern: { source: "weft" } })])).rejects.toThrow("The rule on-won cannot match");
    await expect(house([rule([target(`${queueArn}-gone`)])])).rejects.toThrow("No deployed queue");
  });
  test("a disabled rule is silent; another account's bus is only noted; duplicates come from a seed", async () => {
    const abroad = "arn:aws:events:eu-central-1:999999999999:event-bus/theirs";
    const quiet = await house([rule([target(queueArn)], { enabled: false }), rule([target(abroad)])]);
    await quiet.relay.send(new PutEventsCommand({ Entries: [won()] }));
    expect(quiet.bodies()).toHaveLength(0);
    expect(quiet.bus.recent()[0]?.forwardedTo).toEqual([abroad]);
    const loud = await house([rule([target(queueArn)])], createChaos({ seed: 1, duplicate: 1, reorder: 0 }));
    await loud.relay.send(new PutEventsCommand({ Entries: [won()] }));
    expect(loud.bodies()).toHaveLength(2);
  });
});

test("Lambda guide, asynchronous invocation: two retries after one and two minutes, then the on-failure destination", async () => {
  const calls: unknown[] = [];
  const { relay, clock, bodies, functions } = await house([rule([target(functionArn)])], noChaos(), async (_name, event) => {
    calls.push(event);
    return { ok: false, error: { errorType: "Error", errorMessage: "no" }, ms: 1 };
  });
  await relay.send(new PutEventsCommand({ Entries: [won()] }));
  await tick();
  expect(calls).toHaveLength(1);
  clock.advance(60_000);
  await tick();
  expect(calls).toHaveLength(2);
  clock.advance(119_999);
  await tick();
  expect(calls).toHaveLength(2);
  expect(functions.waiting()).toBe(1);
  clock.advance(1);
  await tick();
  expect(calls).toHaveLength(3);
  expect(bodies()[0]).toMatchObject({
    version: "1.0",
    requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
    responsePayload: { errorMessage: "no" },
    requestPayload: { source: "weft.sales" },
  });
  expect(functions.waiting()).toBe(0);
});

test("Lambda guide, asynchronous invocation: a throttle is no attempt, it is tried again from one second on", async () => {
  let calls = 0;
  const { relay, clock, bodies, functions } = await house([rule([target(functionArn)])], noChaos(), async () => {
    calls += 1;
    return calls <= 4
      ? { ok: false, error: { errorType: "TooManyRequestsException", errorMessage: "Rate Exceeded." }, ms: 0 }
      : { ok: true, value: null, ms: 1 };
  });
  await relay.send(new PutEventsCommand({ Entries: [won()] }));
  for (const pause of [1000, 2000, 4000, 8000]) {
    await tick();
    clock.advance(pause);
  }
  await tick();
  expect(calls).toBe(5);
  expect(functions.waiting()).toBe(0);
  expect(bodies()).toHaveLength(0);
});
