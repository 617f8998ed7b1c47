import type { EventSourceMappingModel, Invoke } from "../assembly/assembly-model.ts";
import type { Chaos } from "../table/chaos.ts";
import { compilePattern } from "../bus/event-pattern.ts";
import { billedChunks, type Meter } from "../meter/meter.ts";
import type { Queue } from "./queue.ts";
import { failuresIn } from "./queue-batch-response.ts";
import { queueRecord } from "./queue-event.ts";
import type { Message } from "./queue-journal.ts";
import type { Clock } from "../schedule/schedule-clock.ts";

/** Lambda polls a standard queue with five concurrent batches before it scales (Lambda guide, "Scaling behavior of SQS event source mappings"). */
const startingConcurrency = 5;

export interface QueueMapping {
  readonly model: EventSourceMappingModel;
  /** Batches with the function now. */
  inFlight(): number;
  stop(): void;
}

/**
 * Feeds one function from a queue. A batch is sent as soon as there is a message, or when the batching window closes, or
 * when it is full, and when this machine can run it (`atOnce`): batches that only wait would have grown meanwhile. What succeeded is deleted; what failed stays invisible until its visibility timeout ends.
 * Source: Lambda guide, "Using Lambda with Amazon SQS" (polling and batching, partial responses, maximum concurrency).
 */
export function createQueueMapping(
  model: EventSourceMappingModel,
  queue: Queue,
  around: { readonly invoke: Invoke; readonly clock: Clock; readonly chaos: Chaos; readonly meter: Meter; readonly region: string; readonly atOnce?: number },
): QueueMapping {
  const { invoke, clock, chaos, meter, region, atOnce = Infinity } = around;
  if (model.maxConcurrency !== null && model.maxConcurrency < 2)
    throw new Error(`The mapping ${model.id} has a maximum concurrency of ${model.maxConcurrency}; Lambda accepts 2 to 1000.`);
  const patterns = model.filterPatterns.map((pattern) => compilePattern(JSON.parse(pattern)));
  const concurrency = Math.min(model.maxConcurrency ?? startingConcurrency, atOnce);
  let running = 0;
  let scheduled = false;
  let stopped = !model.enabled;
  let closeWindow: (() => void) | undefined;

  const run = async (batch: readonly Message[]) => {
    const wanted = batch.filter((message) => matches(message));
    const turnedAway = batch.filter((message) => !wanted.includes(message));
    // A message that no filter wants is deleted (Lambda guide, "Control which events Lambda sends to your function").
    for (const message of turnedAway) queue.remove(message.id);
    if (wanted.length === 0) return;
    // One send each, one receive and one delete for the batch: what SQS bills when nothing idles.
    meter.queueRequest(
      model.functionName,
      wanted.reduce((sum, message) => sum + billedChunks(Buffer.byteLength(message.body)), 2),
    );
    const result = await invoke(model.functionName, { Records: wanted.map((message) => queueRecord(message, queue.model.arn, region)) });
    if (stopped) return;
    const failed = !result.ok
      ? "all"
      : model.reportBatchItemFailures
        ? failuresIn(result.value, new Set(wanted.map((message) => message.id)))
        : new Set<string>();
    if (failed === "all") return;
    for (const message of wanted) {
      if (failed.has(message.id)) continue;
      queue.remove(message.id);
      // At least once: the same message, same id, comes again as if the delete had not reached every server.
      if (chaos.duplicates()) queue.put({ ...message, receiveCount: 0, visibleAt: 0 });
    }
  };
  const matches = (message: Message) => {
    if (patterns.length === 0) return true;
    const record = { ...queueRecord(message, queue.model.arn, region), body: parsed(message.body) };
    return patterns.some((pattern) => pattern(record));
  };
  const pump = () => {
    scheduled = false;
    closeWindow?.();
    closeWindow = undefined;
    while (!stopped && running < concurrency) {
      const batch = queue.receive(model.batchSize);
      if (batch.length === 0) return;
      running += 1;
      void run(batch)
        // An invoker that throws is a failed invocation: the messages come back by themselves.
        .catch(() => undefined)
        .finally(() => {
          running -= 1;
          arrived();
        });
    }
  };
  const arrived = () => {
    if (stopped || scheduled || running >= concurrency || queue.counts().visible === 0) return;
    if (model.batchWindowSeconds === 0 || queue.counts().visible >= model.batchSize) {
      scheduled = true;
      setImmediate(pump);
    } else {
      closeWindow ??= clock.after(model.batchWindowSeconds * 1000, pump);
    }
  };
  queue.onArrival(arrived);
  arrived();
  return {
    model,
    inFlight: () => running,
    stop() {
      stopped = true;
      closeWindow?.();
    },
  };
}

/** Filters see a JSON body as JSON and any other as text. */
function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body;
  }
}
