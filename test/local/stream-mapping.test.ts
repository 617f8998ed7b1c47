import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EventSourceMappingModel, Invoke } from "../../local/assembly/assembly-model.ts";
import { createChaos, noChaos } from "../../local/table/chaos.ts";
import { fileJournal } from "../../local/queue/queue-journal-file.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { manualClock, systemClock } from "../../local/schedule/schedule-clock.ts";
import { createStreamMapping } from "../../local/stream/stream-mapping.ts";
import { createSequence, type StreamRecord } from "../../local/table/table-door-stream-record.ts";
import { theTable } from "./fixtures.ts";

const record = createSequence("eu-central-1");
const fact = (pk: string, name: "INSERT" | "MODIFY" = "INSERT", sk = "event#1") =>
  record(theTable, name, { pk: { S: pk }, sk: { S: sk } }, { pk: { S: pk }, sk: { S: sk }, n: { N: "1" } });
const mapping = (given: Partial<EventSourceMappingModel> = {}): EventSourceMappingModel => ({
  id: "relay",
  kind: "stream",
  sourceArn: theTable.streamArn ?? "",
  functionName: "relay",
  enabled: true,
  batchSize: 10,
  batchWindowSeconds: 0,
  filterPatterns: ['{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"event#"}]}}}}'],
  reportBatchItemFailures: false,
  bisectOnError: false,
  maxRetries: -1,
  maxRecordAgeSeconds: -1,
  parallelizationFactor: 1,
  startingPosition: "LATEST",
  maxConcurrency: null,
  onFailureArn: "arn:failed",
  ...given,
});
const keys = (records: readonly StreamRecord[]) => records.map((one) => (one.dynamodb.Keys["pk"] as { S: string }).S).join("");
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const house = (given: Partial<EventSourceMappingModel>, answer: (records: readonly StreamRecord[]) => "fail" | unknown, chaos = noChaos()) => {
  const clock = manualClock(Date.now());
  const batches: string[] = [];
  const notices: { DDBStreamBatchInfo: { batchSize: number; startSequenceNumber: string }; requestContext: { condition: string } }[] = [];
  const invoke: Invoke = async (_name, event) => {
    const { Records } = event as { Records: StreamRecord[] };
    batches.push(keys(Records));
    const value = answer(Records);
    return value === "fail" ? { ok: false, error: { errorType: "Error", errorMessage: "no" }, ms: 1 } : { ok: true, value, ms: 1 };
  };
  const stream = createStreamMapping(mapping(given), {
    invoke,
    clock,
    chaos,
    journal: forgetfulJournal,
    functionArn: "arn:relay",
    sendToQueue: (_arn, body) => void notices.push(JSON.parse(body)),
  });
  const settle = async () => {
    for (let at = 0; at < 30; at += 1) {
      await tick();
      if (stream.waiting() + stream.inFlight() === 0) return;
      clock.advance(60_000);
    }
  };
  return { stream, batches, notices, settle, clock };
};

describe("Lambda guide: process DynamoDB records with Lambda", () => {
  test("filters see the whole record; batches keep order and size", async () => {
    const { stream, batches, settle } = house({ batchSize: 2 }, () => undefined);
    stream.accept([fact("a"), fact("x", "MODIFY"), fact("b"), fact("y", "INSERT", "#"), fact("c")]);
    await settle();
    expect(batches).toEqual(["ab", "c"]);
    expect(stream.couldMatch({ pk: { S: "a" }, sk: { S: "#" } })).toBe(false);
    expect(stream.couldMatch({ pk: { S: "a" }, sk: { S: "event#9" } })).toBe(true);
  });
  test("a failing batch holds up the shard and is retried whole until it succeeds", async () => {
    let failures = 2;
    const { stream, batches, settle } = house({ batchSize: 2 }, () => (failures-- > 0 ? "fail" : undefined));
    stream.accept([fact("a"), fact("b"), fact("c")]);
    await settle();
    expect(batches).toEqual(["ab", "ab", "ab", "c"]);
  });
  test("partial response: the lowest failed sequence number is the checkpoint, everything after it comes again", async () => {
    let first = true;
    const { stream, batches, settle } = house({ reportBatchItemFailures: true }, (records) => {
      if (!first) return { batchItemFailures: [] };
      first = false;
      return { batchItemFailures: [{ itemIdentifier: records[3]?.dynamodb.SequenceNumber }, { itemIdentifier: records[1]?.dynamodb.SequenceNumber }] };
    });
    stream.accept(["a", "b", "c", "d"].map((pk) => fact(pk)));
    await settle();
    expect(batches).toEqual(["abcd", "bcd"]);
  });
  test("bisect isolates a poison record; with retries used up its place goes to the on-failure queue and the shard moves on", async () => {
    const { stream, batches, notices, settle } = house({ bisectOnError: true, maxRetries: 1 }, (records) => (keys(records).includes("c") ? "fail" : undefined));
    stream.accept(["a", "b", "c", "d"].map((pk) => fact(pk)));
    await settle();
    expect(batches).toEqual(["abcd", "ab", "cd", "c", "c", "d"]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: theTable.streamArn },
    });
    expect(JSON.stringify(notices[0])).not.toContain("NewImage");
  });
  test("bisect with partial responses ends too, and delivers every good record", async () => {
    const done = new Set<string>();
    const { stream, notices, settle } = house({ bisectOnError: true, reportBatchItemFailures: true, maxRetries: 2 }, (records) => {
      for (const one of records) {
        if (keys([one]) === "b") return { batchItemFailures: [{ itemIdentifier: one.dynamodb.SequenceNumber }] };
        done.add(keys([one]));
      }
      return { batchItemFailures: [] };
    });
    stream.accept(["a", "b", "c", "d"].map((pk) => fact(pk)));
    await settle();
    expect([...done].sort().join("")).toBe("acd");
    expect(notices.map((notice) => notice.DDBStreamBatchInfo.batchSize)).toEqual([1]);
    expect(stream.waiting()).toBe(0);
  });
  test("parallelisation: each item keeps its order, one batch a lane", async () => {
    const seen = new Map<string, string[]>();
    const { stream, settle } = house({ parallelizationFactor: 4, batchSize: 3 }, (records) => {
      for (const one of records) seen.set(keys([one]), [...(seen.get(keys([one])) ?? []), one.dynamodb.SequenceNumber]);
    });
    stream.accept(Array.from({ length: 40 }, (_, at) => fact("abcdefgh".charAt(at % 8))));
    await settle();
    expect(seen.size).toBe(8);
    for (const numbers of seen.values()) expect([...numbers].sort()).toEqual(numbers);
  });
  test("a record past the maximum age goes to the on-failure queue; one the stream trimmed after 24 hours is simply gone", async () => {
    const aged = house({ maxRecordAgeSeconds: 60 }, () => "fail");
    aged.stream.accept([fact("a")]);
    await aged.settle();
    expect(aged.notices.map((notice) => notice.requestContext.condition)).toEqual(["RecordAgeExceeded"]);
    const trimmed = house({}, () => "fail");
    trimmed.stream.accept([fact("a")]);
    await tick();
    trimmed.clock.advance(25 * 60 * 60 * 1000);
    await trimmed.settle();
    expect(trimmed.notices).toEqual([]);
    expect(trimmed.stream.waiting()).toBe(0);
  });
  test("the window waits for more, a full batch does not", async () => {
    const { stream, batches, clock } = house({ batchWindowSeconds: 2, batchSize: 2 }, () => undefined);
    stream.accept([fact("a")]);
    await tick();
    expect(batches).toEqual([]);
    clock.advance(2000);
    await tick();
    expect(batches).toEqual(["a"]);
    stream.accept([fact("b"), fact("c")]);
    await tick();
    expect(batches).toEqual(["a", "bc"]);
  });
});

test("DynamoDB guide, transactions: records come apart, interleave and repeat, from a seed, and one item's order holds", async () => {
  const chaos = createChaos({ seed: 5, duplicate: 0.2, reorder: 0.5 });
  const first: string[] = [];
  const { stream, settle } = house(
    {},
    (records) => {
      for (const one of records) if (!first.includes(one.eventID)) first.push(one.eventID);
    },
    chaos,
  );
  const sent: StreamRecord[] = [];
  for (let at = 0; at < 10; at += 1) {
    const transaction = ["a", "b", "c"].map((pk) => fact(pk));
    sent.push(...transaction);
    stream.accept(transaction);
    await tick();
  }
  await settle();
  expect(first).toHaveLength(30);
  expect(first).not.toEqual(sent.map((one) => one.eventID));
  expect(chaos.fired.reorder).toBeGreaterThan(0);
  expect(chaos.fired.duplicate).toBeGreaterThan(0);
  const ofA = sent.filter((one) => keys([one]) === "a").map((one) => one.eventID);
  expect(first.filter((id) => ofA.includes(id))).toEqual(ofA);
});

test("records that no function confirmed are delivered after a restart", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "weft-stream-"));
  const around = { clock: systemClock(), chaos: noChaos(), functionArn: "arn:relay", sendToQueue: () => undefined };
  const first = fileJournal(dataDir);
  const before = createStreamMapping(mapping(), { ...around, journal: first, invoke: () => new Promise(() => undefined) });
  before.accept([fact("a"), fact("b")]);
  await tick();
  before.stop();
  first.close();
  const second = fileJournal(dataDir);
  const got: string[] = [];
  const after = createStreamMapping(mapping(), {
    ...around,
    journal: second,
    invoke: async (_name, event) => {
      got.push(keys((event as { Records: StreamRecord[] }).Records));
      return { ok: true, value: undefined, ms: 1 };
    },
  });
  await tick();
  expect(got).toEqual(["ab"]);
  expect(second.loadRecords("relay")).toEqual([]);
  after.stop();
  second.close();
  rmSync(dataDir, { recursive: true });
});
