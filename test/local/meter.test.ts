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
