import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { EventSourceMappingModel, Invoke, QueueModel } from "../../local/assembly/assembly-model.ts";
import { createChaos, noChaos } from "../../local/table/chaos.ts";
import { createMeter } from "../../local/meter/meter.ts";
import { fileJournal } from "../../local/queue/queue-journal-file.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { createQueueMapping } from "../../local/queue/queue-mapping.ts";
import { createQueues } from "../../local/queue/queue-set.ts";
import { manualClock, systemClock } from "../../local/schedule/schedule-clock.ts";
import { accountId, region } from "./fixtures.ts";

const arn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;
const model = (name: string, given: Partial<QueueModel> = {}): QueueModel => ({
  id: name,
  name,
  arn: arn(name),
  url: `http://local/${name}`,
  fifo: false,
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  redrive: null,
  ...given,
});
const work = model("work", { redrive: { deadLetterArn: arn("dead"), maxReceiveCount: 3 } });
const dead = model("dead", { retentionSeconds: 1_209_600 });
const mapping = (given: Partial<EventSourceMappingModel> = {}): EventSourceMappingModel => ({
  id: "m",
  kind: "queue",
  sourceArn: arn("work"),
  functionName: "f",
  enabled: true,
  batchSize: 10,
  batchWindowSeconds: 0,
  filterPatterns: [],
  reportBatchItemFailures: true,
  bisectOnError: false,
  maxRetries: -1,
  maxRecordAgeSeconds: -1,
  parallelizationFactor: 1,
  startingPosition: "LATEST",
  maxConcurrency: null,
  onFailureArn: null,
  ...given,
});
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
interface SqsEvent {
  Records: { messageId: string; body: string; attributes: Record<string, string> }[];
}
const answering = (answer: (event: SqsEvent) => unknown) => {
  const seen: SqsEvent[] = [];
  const invoke: Invoke = async (_name, event) => {
    seen.push(event as SqsEvent);
    return { ok: true, value: answer(event as SqsEvent), ms: 1 };
  };
  return { seen, invoke };
};
const house = () => {
  const clock = manualClock(1_800_000_000_000);
  const queues = createQueues([work, dead], clock, forgetfulJournal);
  return { clock, queues, queue: queues.get(work.arn), deadLetters: queues.get(dead.arn), meter: createMeter(), chaos: noChaos(), region };
};
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "weft-queue-"));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe("SQS guide: visibility timeout, delay, dead-letter queues", () => {
  test("a received message is invisible until its timeout ends; its id stays, its receive count rises", () => {
    const { clock, queue } = house();
    const sent = queue.send("a");
    expect(queue.receive(10)).toHaveLength(1);
    clock.advance(29_999);
    expect(queue.receive(10)).toHaveLength(0);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    clock.advance(1);
    expect(queue.receive(10)[0]).toMatchObject({ id: sent.id, receiveCount: 2 });
  });
  test("a delayed message waits, and is not counted as in flight", () => {
    const { clock, queue } = house();
    queue.send("late", { delayMs: 1000 });
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    clock.advance(1000);
    expect(queue.receive(1)).toHaveLength(1);
  });
  test("the receive after maxReceiveCount moves it to the dead-letter queue; redrive sends it back as a new message", () => {
    const { clock, queues, queue, deadLetters } = house();
    const sent = queue.send("poison");
    for (let at = 0; at < 3; at += 1) {
      expect(queue.receive(1)).toHaveLength(1);
      clock.advance(30_000);
    }
    expect(queue.receive(1)).toHaveLength(0);
    expect(deadLetters.list()).toMatchObject([{ id: sent.id, sentAt: sent.sentAt, deadFrom: work.arn }]);
    expect(queues.redrive(dead.arn)).toBe(1);
    expect(deadLetters.counts().visible).toBe(0);
    const [back] = queue.receive(1);
    expect(back).toMatchObject({ body: "poison", receiveCount: 1 });
    expect(back?.id).not.toBe(sent.id);
  });
  test("a dead letter expires by its first send, not by its move", () => {
    const young = house();
    young.queue.send("poison");
    for (let at = 0; at < 3; at += 1) {
      young.queue.receive(1);
      young.clock.advance(30_000);
    }
    young.queue.receive(1);
    young.clock.advance(1_209_600_000 - 90_000 - 1);
    expect(young.deadLetters.list()).toHaveLength(1);
    young.clock.advance(1);
    expect(young.deadLetters.list()).toHaveLength(0);
  });
});

describe("Lambda guide: using Lambda with SQS", () => {
  test("the record has AWS's shape and arrives within a few milliseconds", async () => {
    const { queue, ...around } = house();
    const { seen, invoke } = answering(() => undefined);
    createQueueMapping(mapping(), queue, { ...around, invoke });
    const sent = queue.send('{"a":1}');
    await tick();
    expect(seen[0]?.Records[0]).toEqual({
      messageId: sent.id,
      receiptHandle: expect.any(String),
      body: '{"a":1}',
      messageAttributes: {},
      md5OfBody: "bb6cb5c68df4652941caf652a366f2d8",
      eventSource: "aws:sqs",
      eventSourceARN: work.arn,
      awsRegion: region,
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: String(sent.sentAt),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: String(sent.sentAt),
      },
    });
    expect(queue.list()).toHaveLength(0);
    expect(around.meter.report()[0]?.queueRequests).toBe(3);
  });
  test("partial batch response: only what failed comes again, after the visibility timeout", async () => {
    const { queue, ...around } = house();
    const { seen, invoke } = answering((event) => ({
      batchItemFailures: event.Records.filter((record) => record.body === "4" && record.attributes["ApproximateReceiveCount"] === "1").map((record) => ({
        itemIdentifier: record.messageId,
      })),
    }));
    createQueueMapping(mapping(), queue, { ...around, invoke });
    for (let at = 0; at < 10; at += 1) queue.send(String(at));
    await tick();
    expect(seen).toHaveLength(1);
    expect(queue.list().map((message) => message.body)).toEqual(["4"]);
    around.clock.advance(30_000);
    await tick();
    expect(seen[1]?.Records.map((record) => record.body)).toEqual(["4"]);
    expect(queue.list()).toHaveLength(0);
  });
  test.each([
    ["an identifier that is not in the batch", { batchItemFailures: [{ itemIdentifier: "other" }] }],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["a wrong member name", { batchItemFailures: [{ bad: "x" }] }],
  ])("%s fails the whole batch", async (_why, answer) => {
    const { queue, ...around } = house();
    createQueueMapping(mapping(), queue, { ...around, invoke: answering(() => answer).invoke });
    queue.send("a");
    queue.send("b");
    await tick();
    expect(queue.counts().inFlight).toBe(2);
  });
  test("a function that keeps failing fills the dead-letter queue", async () => {
    const { queue, ...around } = house();
    createQueueMapping(mapping(), queue, { ...around, invoke: async () => ({ ok: false, error: { errorType: "Error", errorMessage: "no" }, ms: 1 }) });
    queue.send("a");
    for (let at = 0; at < 4; at += 1) {
      await tick();
      around.clock.advance(30_000);
    }
    await tick();
    expect(around.deadLetters.counts().visible).toBe(1);
  });
  test("batch size, batching window and maximum concurrency hold", async () => {
    const { queue, ...around } = house();
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const invoke: Invoke = async (_name, event) => {
      most = Math.max(most, (running += 1));
      sizes.push((event as SqsEvent).Records.length);
      await tick();
      running -= 1;
      return { ok: true, value: null, ms: 1 };
    };
    createQueueMapping(mapping({ batchSize: 3, batchWindowSeconds: 5, maxConcurrency: 2 }), queue, { ...around, invoke });
    queue.send("one");
    await tick();
    expect(sizes).toEqual([]);
    around.clock.advance(5000);
    await tick();
    expect(sizes).toEqual([1]);
    for (let at = 0; at < 12; at += 1) queue.send(String(at));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(sizes).toEqual([1, 3, 3, 3, 3]);
    expect(most).toBe(2);
    expect(() => createQueueMapping(mapping({ maxConcurrency: 1 }), queue, { ...around, invoke })).toThrow("2 to 1000");
  });
  test("at least once: a seeded duplicate delivers the same message id again", async () => {
    const { queue, ...around } = house();
    const { seen, invoke } = answering(() => undefined);
    const chaos = createChaos({ seed: 2, duplicate: 0.5 });
    createQueueMapping(mapping(), queue, { ...around, chaos, invoke });
    queue.send("a");
    await tick();
    while (chaos.fired.duplicate === 0) {
      queue.send("b");
      await tick();
    }
    const ids = seen.flatMap((event) => event.Records.map((record) => record.messageId));
    expect(new Set(ids).size).toBeLessThan(ids.length);
  });
  test("filters: what no pattern wants is deleted", async () => {
    const { queue, ...around } = house();
    const { seen, invoke } = answering(() => undefined);
    createQueueMapping(mapping({ filterPatterns: ['{"body":{"kind":["yes"]}}'] }), queue, { ...around, invoke });
    queue.send('{"kind":"no"}');
    queue.send('{"kind":"yes"}');
    await tick();
    expect(seen.flatMap((event) => event.Records.map((record) => record.body))).toEqual(['{"kind":"yes"}']);
    expect(queue.list()).toHaveLength(0);
  });
});

describe("what is kept outlives the process", () => {
  test("messages in flight and dead letters are there again after a restart", () => {
    const dataDir = folder();
    const first = fileJournal(dataDir);
    const before = createQueues([work, dead], systemClock(), first);
    before.get(work.arn).send("in flight");
    before.get(work.arn).send("waiting");
    before.get(dead.arn).put({ id: "d", body: "dead", sentAt: Date.now(), visibleAt: 0, receiveCount: 0, firstReceivedAt: undefined, deadFrom: work.arn });
    before.get(work.arn).receive(1);
    before.stop();
    first.close();
    const second = fileJournal(dataDir);
    const after = createQueues([work, dead], systemClock(), second);
    expect(
      after
        .get(work.arn)
        .receive(10)
        .map((message) => [message.body, message.receiveCount])
        .sort(),
    ).toEqual([
      ["in flight", 2],
      ["waiting", 1],
    ]);
    expect(after.redrive(dead.arn)).toBe(1);
    after.stop();
    second.close();
  });
  test("kill -9 loses no acknowledged send", async () => {
    const dataDir = folder();
    const script = `
      import { fileJournal } from ${JSON.stringify(new URL("../../local/queue/queue-journal-file.ts", import.meta.url).href)};
      import { createQueues } from ${JSON.stringify(new URL("../../local/queue/queue-set.ts", import.meta.url).href)};
      import { systemClock } from ${JSON.stringify(new URL("../../local/schedule/schedule-clock.ts", import.meta.url).href)};
      const queue = createQueues([${JSON.stringify(model("work"))}], systemClock(), fileJournal(${JSON.stringify(dataDir)})).get(${JSON.stringify(arn("work"))});
      for (let at = 1; ; at += 1) { queue.send(String(at)); if (at % 100 === 0) { process.stdout.write(at + "\\n"); await new Promise((r) => setImmediate(r)); } }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    let acknowledged = 0;
    await new Promise<void>((resolve) =>
      child.stdout.on("data", (chunk: Buffer) => {
        acknowledged = Number(chunk.toString().trim().split("\n").at(-1));
        if (acknowledged >= 1000) resolve();
      }),
    );
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const journal = fileJournal(dataDir);
    expect(journal.loadMessages(arn("work")).length).toBeGreaterThanOrEqual(acknowledged);
    journal.close();
  });
});
