import type { EventSourceMappingModel } from "./assembly-model.ts";
import { failuresIn } from "./queue-batch-response.ts";
import { interleaved } from "./stream-mapping-disorder.ts";
import { streamFailureNotice } from "./stream-mapping-notice.ts";
import type { StreamSurroundings } from "./stream-mapping.ts";
import type { StreamRecord } from "./table-door-stream-record.ts";

/** Waits between retries of one batch; Lambda backs off without telling how, so this is ours. */
const firstPauseMs = 100;
const longestPauseMs = 30_000;

interface Batch {
  readonly records: readonly StreamRecord[];
  /** Invocations of this batch that failed; splitting a batch starts anew and does not count as a retry. */
  readonly attempts: number;
}

/** One batch at a time, in order; a batch that fails holds up what follows until it succeeds or is given up. */
export function createLane(model: EventSourceMappingModel, around: StreamSurroundings) {
  const { invoke, clock, chaos, journal } = around;
  const pending: StreamRecord[] = [];
  const retries: Batch[] = [];
  let running = 0;
  let pausedBy: (() => void) | undefined;
  let closesWindow: (() => void) | undefined;
  let scheduled = false;
  let stopped = !model.enabled;

  const done = (records: readonly StreamRecord[]) =>
    journal.removeRecords(
      model.id,
      records.map((record) => record.dynamodb.SequenceNumber),
    );
  const giveUp = (batch: Batch, condition: "RetryAttemptsExhausted" | "RecordAgeExceeded") => {
    if (model.onFailureArn !== null)
      around.sendToQueue(model.onFailureArn, JSON.stringify(streamFailureNotice(batch.records, around.functionArn, condition, batch.attempts, clock.now())));
    done(batch.records);
  };
  const tooOld = (record: StreamRecord) =>
    model.maxRecordAgeSeconds >= 0 && clock.now() / 1000 - record.dynamodb.ApproximateCreationDateTime > model.maxRecordAgeSeconds;

  const fresh = (): Batch => {
    // A border may fall anywhere, and records of different items have no order among them: both are shown now and then.
    const cut = chaos.reorders() && pending.length > 1 ? 1 + chaos.pick(pending.length - 1) : pending.length;
    const records = pending.splice(0, Math.min(cut, model.batchSize));
    return { records: chaos.reorders() ? interleaved(records) : records, attempts: 0 };
  };
  /** A throttle is waited out and is no attempt; a failure is one. */
  const pause = (batch: Batch, ms: number) => {
    retries.unshift(batch);
    pausedBy = clock.after(ms, () => {
      pausedBy = undefined;
      next();
    });
  };
  const settle = (batch: Batch, failed: ReadonlySet<string> | "all") => {
    if (failed !== "all" && failed.size === 0) return done(batch.records);
    // The lowest failed sequence number is the checkpoint: it and everything after it comes again.
    const from = failed === "all" ? 0 : batch.records.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
    done(batch.records.slice(0, from));
    const rest = batch.records.slice(from);
    if (model.bisectOnError && from === 0 && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      retries.unshift({ records: rest.slice(0, middle), attempts: 0 }, { records: rest.slice(middle), attempts: 0 });
      return;
    }
    // Where the checkpoint moved, the batch was split there: a split is no retry of what remains.
    const attempts = from > 0 ? (model.bisectOnError && rest.length > 1 ? 0 : 1) : batch.attempts + 1;
    if (model.maxRetries >= 0 && attempts > model.maxRetries) return giveUp({ records: rest, attempts }, "RetryAttemptsExhausted");
    pause({ records: rest, attempts }, Math.min(firstPauseMs * 2 ** Math.max(0, attempts - 1), longestPauseMs));
  };
  const run = async (batch: Batch) => {
    const old = batch.records.filter(tooOld);
    if (old.length > 0) giveUp({ records: old, attempts: batch.attempts }, "RecordAgeExceeded");
    const records = batch.records.filter((record) => !old.includes(record));
    if (records.length === 0) return;
    const result = await invoke(model.functionName, { Records: records });
    if (stopped) return;
    if (!result.ok && result.error.errorType === "TooManyRequestsException") return pause({ records, attempts: batch.attempts }, firstPauseMs);
    const failed = !result.ok
      ? "all"
      : model.reportBatchItemFailures
        ? failuresIn(result.value, new Set(records.map((record) => record.dynamodb.SequenceNumber)))
        : new Set<string>();
    // At least once: a batch that succeeded may come again, before anything newer.
    if (failed !== "all" && failed.size === 0 && chaos.duplicates()) retries.unshift({ records, attempts: 0 });
    else settle({ records, attempts: batch.attempts }, failed);
  };
  const next = () => {
    scheduled = false;
    closesWindow?.();
    closesWindow = undefined;
    if (stopped || running > 0 || pausedBy !== undefined || (retries.length === 0 && pending.length === 0)) return;
    running = 1;
    const batch = retries.shift() ?? fresh();
    void run(batch)
      .catch(() => settle(batch, "all"))
      .finally(() => {
        running = 0;
        next();
      });
  };
  const wake = () => {
    if (scheduled || stopped) return;
    if (model.batchWindowSeconds > 0 && pending.length < model.batchSize) {
      closesWindow ??= clock.after(model.batchWindowSeconds * 1000, next);
      return;
    }
    scheduled = true;
    setImmediate(next);
  };
  return {
    add(record: StreamRecord): void {
      pending.push(record);
      wake();
    },
    waiting: () => pending.length + retries.reduce((sum, batch) => sum + batch.records.length, 0),
    inFlight: () => running,
    stop(): void {
      stopped = true;
      pausedBy?.();
      closesWindow?.();
    },
  };
}
