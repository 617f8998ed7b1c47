import { DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";
import type { EventSourceMappingModel, Invoke, QueueModel } from "../../local/assembly/assembly-model.ts";
import { createChaos, type ChaosPlan } from "../../local/table/chaos.ts";
import { createAsyncInvoker } from "../../local/bus/event-bus-async.ts";
import { openBusDoor } from "../../local/bus/event-bus-door.ts";
import { createEventBus } from "../../local/bus/event-bus.ts";
import { createMeter } from "../../local/meter/meter.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { createQueueMapping } from "../../local/queue/queue-mapping.ts";
import { createQueues } from "../../local/queue/queue-set.ts";
import { systemClock } from "../../local/schedule/schedule-clock.ts";
import { createStreamMapping } from "../../local/stream/stream-mapping.ts";
import { openTableDoor } from "../../local/table/table-door.ts";
import type { StreamRecord } from "../../local/table/table-door-stream-record.ts";
import { startEngine } from "../../local/table/table-engine.ts";
import { createTables } from "../../local/table/table-engine-tables.ts";
import { accountId, allowAll, region, salesPolicy, statement, theTable } from "./fixtures.ts";

const busArn = `arn:aws:events:${region}:${accountId}:event-bus/weft`;
const queue: QueueModel = {
  id: "q",
  name: "reserve",
  arn: `arn:aws:sqs:${region}:${accountId}:reserve`,
  url: "",
  fifo: false,
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  redrive: null,
};
const mapping = (given: Partial<EventSourceMappingModel>): EventSourceMappingModel => ({
  id: "m",
  kind: "stream",
  sourceArn: theTable.streamArn ?? "",
  functionName: "relay",
  enabled: true,
  batchSize: 10,
  batchWindowSeconds: 0,
  filterPatterns: [],
  reportBatchItemFailures: true,
  bisectOnError: true,
  maxRetries: -1,
  maxRecordAgeSeconds: -1,
  parallelizationFactor: 2,
  startingPosition: "LATEST",
  maxConcurrency: null,
  onFailureArn: null,
  ...given,
});
const credentials = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: "x" });

/** Table door → stream → relay → bus door → rule → queue → reaction, with the SDK at every door. */
async function world(plan: ChaosPlan) {
  const engine = await startEngine({ memory: true });
  await createTables(engine.endpoint, [theTable]);
  const chaos = createChaos(plan);
  const clock = systemClock(100);
  const meter = createMeter();
  const queues = createQueues([queue], clock, forgetfulJournal);
  const reacted = new Map<string, { times: number; at: number }>();
  const clients: EventBridgeClient[] = [];
  const invoke: Invoke = async (name, event) => {
    if (name === "reserve") {
      for (const { body } of (event as { Records: { body: string }[] }).Records) {
        const { id } = JSON.parse(body).detail as { id: string };
        reacted.set(id, { times: (reacted.get(id)?.times ?? 0) + 1, at: performance.now() });
      }
      return { ok: true, value: { batchItemFailures: [] }, ms: 1 };
    }
    const { Records } = event as { Records: StreamRecord[] };
    try {
      const answer = await clients[0]?.send(
        new PutEventsCommand({
          Entries: Records.map(({ dynamodb }) => ({
            EventBusName: "weft",
            Source: "weft.sales",
            DetailType: "Won",
            Detail: JSON.stringify({ id: (dynamodb.NewImage as { id: { S: string } }).id.S }),
          })),
        }),
      );
      return {
        ok: true,
        value: {
          batchItemFailures: Records.filter((_record, at) => answer?.Entries?.[at]?.ErrorCode !== undefined).map(({ dynamodb }) => ({
            itemIdentifier: dynamodb.SequenceNumber,
          })),
        },
        ms: 1,
      };
    } catch (problem) {
      return { ok: false, error: { errorType: "Error", errorMessage: String(problem) }, ms: 1 };
    }
  };
  const functions = createAsyncInvoker([], { invoke, clock, sendToQueue: () => undefined });
  const target = {
    id: "t",
    arn: queue.arn,
    input: null,
    inputPath: null,
    inputTransformer: null,
    deadLetterArn: null,
    maxRetries: 185,
    maxEventAgeSeconds: 86_400,
  };
  const bus = createEventBus(
    {
      accountId,
      region,
      buses: [{ id: "b", name: "weft", arn: busArn }],
      rules: [{ id: "r", name: "r", arn: "arn:r", busName: "weft", enabled: true, pattern: { source: ["weft.sales"] }, targets: [target] }],
    },
    { queues, functions, clock, chaos },
  );
  const stream = createStreamMapping(mapping({ filterPatterns: ['{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"event#"}]}}}}'] }), {
    invoke,
    clock,
    chaos,
    journal: forgetfulJournal,
    functionArn: "arn:relay",
    sendToQueue: () => undefined,
  });
  const poller = createQueueMapping(mapping({ kind: "queue", functionName: "reserve", sourceArn: queue.arn }), queues.get(queue.arn), {
    invoke,
    clock,
    chaos,
    meter,
    region,
  });
  const door = await openTableDoor({
    engine: engine.endpoint,
    region,
    accountId,
    tables: [theTable],
    callers: new Map([
      ["AKSALES", { functionName: "win", statements: salesPolicy }],
      ["AKROOT", { functionName: "root", statements: allowAll }],
    ]),
    meter,
    chaos,
    wanted: (_table, keys) => stream.couldMatch(keys),
    onRecords: stream.accept,
  });
  const busDoor = await openBusDoor({
    bus,
    region,
    accountId,
    callers: new Map([["AKRELAY", { functionName: "relay", statements: [statement({ actions: ["events:PutEvents"], resources: [busArn] })] }]]),
    meter,
    chaos,
  });
  clients.push(new EventBridgeClient({ endpoint: busDoor.endpoint, region, credentials: credentials("AKRELAY") }));
  const table = new DynamoDBClient({ endpoint: door.endpoint, region, credentials: credentials("AKSALES"), maxAttempts: 6 });
  const busy = () => stream.waiting() + stream.inFlight() + poller.inFlight() + queues.get(queue.arn).list().length;
  return {
    chaos,
    reacted,
    win: (id: string) =>
      table.send(
        new TransactWriteItemsCommand({
          TransactItems: ["#", `event#${id}`].map((sk) => ({
            Put: { TableName: "weft", Item: { pk: { S: `sales#t#${id}` }, sk: { S: sk }, id: { S: id } }, ConditionExpression: "attribute_not_exists(pk)" },
          })),
        }),
      ),
    async drain() {
      for (let quiet = 0; quiet < 5; quiet = busy() === 0 ? quiet + 1 : 0) await new Promise((resolve) => setTimeout(resolve, 4));
    },
    async close() {
      stream.stop();
      poller.stop();
      queues.stop();
      table.destroy();
      clients[0]?.destroy();
      await door.close();
      await busDoor.close();
      await engine.stop();
    },
  };
}

test.each([11, 12, 13])("seed %i: with faults at every door, each committed fact reaches its reaction at least once, and no other does", async (seed) => {
  const { chaos, reacted, win, drain, close } = await world({
    seed,
    faults: { before: 0.06, after: 0.06, throttle: 0.06, conflict: 0.04, slow: 0.02 },
    slowMs: 3,
    duplicate: 0.1,
    reorder: 0.2,
  });
  const committed = new Set<string>();
  await Promise.all(
    Array.from({ length: 120 }, async (_, at) => {
      // A conflict is for the caller to try again, as the store does. "Already there" means an earlier try took effect and its answer was lost.
      const lost = (problem: unknown) =>
        problem instanceof TransactionCanceledException && problem.CancellationReasons?.some(({ Code }) => Code === "ConditionalCheckFailed");
      for (let tries = 0; tries < 8 && !committed.has(`o${at}`); tries += 1) {
        const done = await win(`o${at}`).then(() => true, lost);
        if (done === true) committed.add(`o${at}`);
      }
    }),
  );
  await drain();
  expect(committed.size).toBe(120);
  expect([...committed].filter((id) => !reacted.has(id))).toEqual([]);
  expect(reacted.size).toBe(120);
  for (const fault of ["before", "after", "throttle", "conflict", "duplicate", "reorder"] as const) expect(chaos.fired[fault]).toBeGreaterThan(0);
  expect([...reacted.values()].some(({ times }) => times > 1)).toBe(true);
  await close();
});

test("from commit to reaction takes milliseconds when nothing else happens", async () => {
  const { reacted, win, drain, close } = await world({ seed: 1, duplicate: 0, reorder: 0 });
  const waits: number[] = [];
  for (let at = 0; at < 30; at += 1) {
    await win(`w${at}`);
    const answered = performance.now();
    await drain();
    waits.push((reacted.get(`w${at}`)?.at ?? Number.POSITIVE_INFINITY) - answered);
  }
  const median = waits.sort((a, b) => a - b)[15] ?? Number.POSITIVE_INFINITY;
  process.stdout.write(`commit answered → reaction invoked: median ${median.toFixed(2)} ms\n`);
  expect(median).toBeLessThan(50);
  await close();
});
