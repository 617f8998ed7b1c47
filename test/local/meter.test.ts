import { expect, test } from "vitest";
import { pricesUsd } from "../../local/meter/meter-prices.ts";
import { billedChunks, createMeter } from "../../local/meter/meter.ts";

test("cost per million calls is what AWS's price pages make of the units (on demand, eu-central-1)", () => {
  const meter = createMeter();
  for (let call = 0; call < 2; call += 1) {
    meter.invoked("win-opportunity", 9.2, 256);
    meter.table("win-opportunity", { read: 1, write: 7, indexWrite: 3 });
  }
  meter.published("relay", billedChunks(65_537));
  meter.queueRequest("reserve-stock", 3);
  const [win, relay, reserve] = meter.report();
  expect(win).toMatchObject({ functionName: "win-opportunity", calls: 2, writeUnits: 14, indexWriteUnits: 6, readUnits: 2, tableCalls: 2 });
  // Lambda bills started milliseconds: 10 ms of 256 MB each.
  const expected =
    7 * pricesUsd.millionWriteUnits + pricesUsd.millionReadUnits + pricesUsd.millionInvocations + 0.01 * 0.25 * pricesUsd.gigabyteSecond * 1_000_000;
  expect(win?.usdPerMillionCalls).toBeCloseTo(expected, 9);
  expect(relay).toMatchObject({ eventsPublished: 2, usdPerMillionCalls: 0 });
  expect(reserve?.queueRequests).toBe(3);
  meter.reset();
  expect(meter.report()).toEqual([]);
});

test("EventBridge and SQS bill every started 64 KB", () => {
  expect([0, 1, 65_536, 65_537, 200_000].map(billedChunks)).toEqual([1, 1, 1, 2, 4]);
});

test("every moment counts once: for the table while a call waits, else for the functions while one runs, else for the rest", () => {
  let now = 0;
  const meter = createMeter(() => now);
  const at = (ms: number) => void (now = ms);
  at(5);
  const ran = meter.runs("win-opportunity");
  at(7);
  const one = meter.tableCall("win-opportunity");
  at(8);
  const other = meter.tableCall("win-opportunity");
  at(10);
  one();
  at(12);
  other();
  at(13);
  const elsewhere = meter.runs("relay");
  at(20);
  ran();
  elsewhere();
  at(21);
  expect(meter.moments()).toEqual({ tableMs: 5, functionMs: 10, restMs: 6 });
  // Two calls at the same time are waited for once.
  expect(meter.report()).toMatchObject([{ functionName: "win-opportunity", tableMs: 5 }]);
});

test("what is under way at a reset goes on, and counts from there", () => {
  let now = 0;
  const meter = createMeter(() => now);
  const ended = meter.tableCall("relay");
  now = 4;
  meter.reset();
  now = 6;
  ended();
  now = 9;
  expect(meter.moments()).toEqual({ tableMs: 2, functionMs: 0, restMs: 3 });
  expect(meter.report()).toMatchObject([{ functionName: "relay", tableMs: 2 }]);
});
