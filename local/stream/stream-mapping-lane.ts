import type { EventSourceMappingModel } from "../assembly/assembly-model.ts";
import { failuresIn } from "../queue/queue-batch-response.ts";
import { ageOf } from "./stream-mapping-age.ts";
import { afterAnswer, retryPauseMs, type Batch } from "./stream-mapping-checkpoint.ts";
import { interleaved } from "./stream-mapping-disorder.ts";
import { streamFailureNotice } from "./stream-mapping-notice.ts";
import type { StreamSurroundings } from "./stream-mapping.ts";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

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

  const fresh = (): Batch => {
    // A border may fall anywhere, and records of different items have no order among them: both are shown now and then.
    const cut = chaos.reorders() && pending.length > 1 ? 1 + chaos.pick(pending.length - 1) : pending.length;
    const records = pending.splice(0, Math.min(cut, model.batchSize));
    return { records: chaos.reorders() ? interleaved(records) : records, attempts: 0 };
  };
  const later = (batches: readonly Batch[], ms: number) => {
    retries.unshift(...batches);
    if (batches.length === 0 || ms === 0) return;
    pausedBy = clock.after(ms, () => {
      pausedBy = undefined;
      next();
    });
  };
  const settle = (batch: Batch, failed: ReadonlySet<string> | "all") => {
    const { confirmed, again, exhausted } = afterAnswer(batch, failed, model);
    done(confirmed);
    if (exhausted !== undefined) giveUp(exhausted, "RetryAttemptsExhausted");
    later(again, retryPauseMs(again[0]?.attempts ?? 0));
  };
  const run = async (batch: Batch) => {
    const by = Object.groupBy(batch.records, (record) => ageOf(record, model, clock));
    if (by.trimmed !== undefined) done(by.trimmed);
    if (by.exceeded !== undefined) giveUp({ records: by.exceeded, attempts: batch.attempts }, "RecordAgeExceeded");
    const records = by.deliverable ?? [];
    if (records.length === 0) return;
    const result = await invoke(model.functionName, { Records: records });
    if (stopped) return;
    // A throttle is waited out and is no attempt.
    if (!result.ok && result.error.errorType === "TooManyRequestsException") return later([{ records, attempts: batch.attempts }], retryPauseMs(1));
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
