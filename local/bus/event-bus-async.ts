import { randomUUID } from "node:crypto";
import type { FunctionModel, Invoke } from "../assembly/assembly-model.ts";
import type { Clock } from "../schedule/schedule-clock.ts";

/** Waits before the second and the third attempt (Lambda guide, "How Lambda handles errors and retries with asynchronous invocation"). */
const retryPausesMs = [60_000, 120_000] as const;

/** Throttles and system errors are no attempts: Lambda tries again for as long as the event may live, from 1 s up to 5 minutes apart (same page). */
const notAttempted = new Set(["TooManyRequestsException", "ServiceException"]);
const throttlePauseMs = (tries: number) => Math.min(1000 * 2 ** tries, 300_000);

/** Lambda's asynchronous invocation: accepted at once, retried on errors, given up to the on-failure destination. */
export interface AsyncInvoker {
  send(functionArn: string, event: unknown): void;
  /** Events accepted and not settled, those that wait for a retry among them. */
  waiting(): number;
  /** Of these, the ones with a function now. */
  inFlight(): number;
  stop(): void;
}

export function createAsyncInvoker(
  functions: readonly FunctionModel[],
  around: { readonly invoke: Invoke; readonly clock: Clock; readonly sendToQueue: (queueArn: string, body: string) => void },
): AsyncInvoker {
  const { invoke, clock, sendToQueue } = around;
  const byArn = new Map(functions.map((one) => [one.arn, one]));
  const retries = new Set<() => void>();
  let running = 0;
  let stopped = false;

  const later = (pauseMs: number, work: () => void) => {
    const cancel = clock.after(pauseMs, () => {
      retries.delete(cancel);
      work();
    });
    retries.add(cancel);
  };
  const attempt = async (target: FunctionModel, event: unknown, acceptedAt: number, attempts: number, throttles = 0): Promise<void> => {
    running += 1;
    const result = await invoke(target.name, event).catch((problem: unknown) => ({
      ok: false as const,
      error: { errorType: "InvokeFailed", errorMessage: String(problem) },
      ms: 0,
    }));
    running -= 1;
    if (result.ok || stopped) return;
    const throttled = notAttempted.has(result.error.errorType);
    const pause = throttled ? throttlePauseMs(throttles) : (retryPausesMs[attempts - 1] ?? 0);
    const aged = clock.now() + pause - acceptedAt > target.asyncMaxAgeSeconds * 1000;
    if (!aged && throttled) return later(pause, () => void attempt(target, event, acceptedAt, attempts, throttles + 1));
    if (!aged && attempts <= target.asyncRetries) return later(pause, () => void attempt(target, event, acceptedAt, attempts + 1));
    if (target.onFailureArn === null) return;
    // Lambda guide, "Adding a destination": the invocation record.
    sendToQueue(
      target.onFailureArn,
      JSON.stringify({
        version: "1.0",
        timestamp: new Date(clock.now()).toISOString(),
        requestContext: {
          requestId: randomUUID(),
          functionArn: `${target.arn}:$LATEST`,
          condition: aged ? "EventAgeExceeded" : "RetriesExhausted",
          approximateInvokeCount: attempts,
        },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: result.error,
      }),
    );
  };
  return {
    send(functionArn, event) {
      const target = byArn.get(functionArn);
      if (target === undefined) throw new Error(`No deployed function has the ARN ${functionArn}.`);
      void attempt(target, event, clock.now(), 1);
    },
    waiting: () => running + retries.size,
    inFlight: () => running,
    stop() {
      stopped = true;
      for (const cancel of retries) cancel();
      retries.clear();
    },
  };
}
