import { createMomentClock, type Moments } from "./meter-moments.ts";
import { pricesUsd } from "./meter-prices.ts";

/** What one function has used since the start. */
interface Usage {
  calls: number;
  lambdaMs: number;
  gigabyteSeconds: number;
  tableCalls: number;
  /** While at least one of its calls to the table was under way, as the table door saw it; calls at the same time count once. */
  tableMs: number;
  readUnits: number;
  writeUnits: number;
  /** The part of `writeUnits` that global secondary indexes took. */
  indexWriteUnits: number;
  eventsPublished: number;
  queueRequests: number;
  tableRefusals: number;
}

interface UsageReport extends Readonly<Usage> {
  readonly functionName: string;
  /** What a million calls like these cost at on-demand prices; 0 while nothing was called. */
  readonly usdPerMillionCalls: number;
}

/** Counts what each function uses, in the units AWS bills. */
export interface Meter {
  /** `memoryMb` is the function's configured memory: Lambda bills duration × memory, by the millisecond. */
  invoked(functionName: string, ms: number, memoryMb: number): void;
  /** A function begins to run; the answer ends it. */
  runs(functionName: string): () => void;
  /** A call to the table begins; the answer ends it. */
  tableCall(functionName: string): () => void;
  table(functionName: string, units: { readonly read: number; readonly write: number; readonly indexWrite: number }): void;
  tableRefused(functionName: string): void;
  /** `units` are 64 KB chunks: EventBridge and SQS bill each started chunk as one. */
  published(functionName: string, units: number): void;
  queueRequest(functionName: string, units: number): void;
  report(): readonly UsageReport[];
  /** Where the wall time since the last reset went. */
  moments(): Moments;
  reset(): void;
}

/** EventBridge and SQS pricing: every 64 KB of payload is one billed event or request. */
export const billedChunks = (bytes: number): number => Math.max(1, Math.ceil(bytes / 65_536));

/** Cost of what was used, in USD. */
const costUsd = (used: Readonly<Usage>): number =>
  (used.writeUnits * pricesUsd.millionWriteUnits +
    used.readUnits * pricesUsd.millionReadUnits +
    used.calls * pricesUsd.millionInvocations +
    used.eventsPublished * pricesUsd.millionEvents +
    used.queueRequests * pricesUsd.millionQueueRequests) /
    1_000_000 +
  used.gigabyteSeconds * pricesUsd.gigabyteSecond;

/** `now` is in milliseconds. */
export function createMeter(now: () => number = performance.now.bind(performance)): Meter {
  const clock = createMomentClock(now);
  const tableCalls = new Map<string, { underWay: number; since: number }>();
  const byFunction = new Map<string, Usage>();
  const of = (functionName: string): Usage => {
    const known = byFunction.get(functionName) ?? {
      calls: 0,
      lambdaMs: 0,
      gigabyteSeconds: 0,
      tableCalls: 0,
      tableMs: 0,
      readUnits: 0,
      writeUnits: 0,
      indexWriteUnits: 0,
      eventsPublished: 0,
      queueRequests: 0,
      tableRefusals: 0,
    };
    byFunction.set(functionName, known);
    return known;
  };
  return {
    invoked(functionName, ms, memoryMb) {
      const used = of(functionName);
      used.calls += 1;
      used.lambdaMs += ms;
      used.gigabyteSeconds += (Math.max(1, Math.ceil(ms)) * memoryMb) / 1024 / 1000;
    },
    runs: () => clock.begin("function"),
    tableCall(functionName) {
      const calls = tableCalls.get(functionName) ?? { underWay: 0, since: 0 };
      tableCalls.set(functionName, calls);
      if (calls.underWay === 0) calls.since = now();
      calls.underWay += 1;
      const ended = clock.begin("table");
      return () => {
        ended();
        calls.underWay -= 1;
        if (calls.underWay === 0) of(functionName).tableMs += now() - calls.since;
      };
    },
    table(functionName, units) {
      const used = of(functionName);
      used.tableCalls += 1;
      used.readUnits += units.read;
      used.writeUnits += units.write;
      used.indexWriteUnits += units.indexWrite;
    },
    tableRefused: (functionName) => void (of(functionName).tableRefusals += 1),
    published: (functionName, units) => void (of(functionName).eventsPublished += units),
    queueRequest: (functionName, units) => void (of(functionName).queueRequests += units),
    report: () =>
      [...byFunction].map(([functionName, used]) => ({
        functionName,
        ...used,
        usdPerMillionCalls: used.calls === 0 ? 0 : (costUsd(used) / used.calls) * 1_000_000,
      })),
    moments: clock.read,
    reset() {
      byFunction.clear();
      for (const calls of tableCalls.values()) calls.since = now();
      clock.reset();
    },
  };
}
