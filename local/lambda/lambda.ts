import { randomUUID } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import type { FunctionModel, InvokeResult } from "../assembly/assembly-model.ts";
import { functionEnvironment } from "./lambda-environment.ts";
import { FunctionRecord } from "./lambda-record.ts";
import { ExecutionEnvironment } from "./lambda-worker.ts";

export type LambdaOptions = {
  readonly functions: readonly FunctionModel[];
  /** `AWS_ENDPOINT_URL_DYNAMODB` and the like */
  readonly endpoints: Readonly<Record<string, string>>;
  /** environments kept warm over all functions, unless told as many as fit into a quarter of the memory: who calls every function in turn wants one of each */
  readonly maxWarm?: number;
  /** environments of one function, by default one for each core: AWS would add more, here more threads only wait for each other, each as cold as the first */
  readonly maxPerFunction?: number;
  /** how far a function's clock is from this machine's */
  readonly clockSkewMs?: (functionName: string) => number;
  readonly onLine?: (functionName: string, line: string) => void;
  /** An event begins to run, its environment's start included; the answer is called when it has ended. */
  readonly onRun?: (functionName: string) => () => void;
  readonly onResult?: (functionName: string, result: InvokeResult) => void;
};

/** What an environment takes, measured over all functions: some 21 MB idle, more at work. */
const ENVIRONMENT_BYTES = 25 * 1024 ** 2;
/** At least what an order needs from end to end, at most about as many as a company's day keeps busy. */
const [LEAST_WARM, MOST_WARM] = [30, 120];

/** How many environments may stay warm on a machine of so much memory. Too few cost time, not work: an environment that starts compiles its code anew. */
export const warmIn = (bytes: number): number => Math.min(MOST_WARM, Math.max(LEAST_WARM, Math.floor(bytes / 4 / ENVIRONMENT_BYTES)));

/**
 * Emulates Lambda's Invoke API over execution environments that are started when needed and reused while warm.
 * AWS sources: Lambda Developer Guide "Understanding Lambda function scaling", "Lambda quotas". Asynchronous calls: event-bus-async.ts.
 */
export class Lambda {
  readonly records: ReadonlyMap<string, FunctionRecord>;
  readonly #options: LambdaOptions;
  readonly #functions: ReadonlyMap<string, FunctionModel>;
  readonly #idle = new Map<string, ExecutionEnvironment[]>();
  readonly #busy = new Map<string, number>();
  readonly #running = new Map<string, number>();
  readonly #all = new Set<ExecutionEnvironment>();
  readonly #waiting: { readonly fn: FunctionModel; readonly start: () => void }[] = [];

  /** How many events of one function run at once at most. */
  readonly atOnce: number;
  readonly #maxWarm: number;
  #stopped = false;

  constructor(options: LambdaOptions) {
    this.#options = options;
    this.#maxWarm = options.maxWarm ?? warmIn(totalmem());
    this.atOnce = options.maxPerFunction ?? Math.max(2, availableParallelism());
    this.#functions = new Map(options.functions.map((fn) => [fn.name, fn]));
    this.records = new Map(options.functions.map((fn) => [fn.name, new FunctionRecord()]));
  }

  /** Runs one event and waits for the answer (`RequestResponse`). Never rejects for what the function did. */
  readonly invoke = async (functionName: string, event: unknown): Promise<InvokeResult> => {
    const fn = this.#functions.get(functionName);
    if (this.#stopped) return failed("ServiceException", "The runtime is stopping.");
    if (fn === undefined) return failed("ResourceNotFoundException", `Function not found: ${functionName}`);
    const running = this.#running.get(fn.name) ?? 0;
    if (fn.reservedConcurrency !== null && running >= fn.reservedConcurrency) return failed("TooManyRequestsException", "Rate Exceeded.");
    const text = JSON.stringify(event) ?? "null";
    if (Buffer.byteLength(text) > 6_291_456)
      return failed("RequestTooLargeException", "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    this.#running.set(fn.name, running + 1);
    try {
      const environment = await this.#acquire(fn);
      const ended = this.#options.onRun?.(fn.name);
      const result = await environment.run(randomUUID(), text);
      ended?.();
      this.#release(fn, environment);
      this.records.get(fn.name)?.ended(result.ok, result.ms);
      if (!result.ok) this.#line(fn.name, JSON.stringify({ level: "ERROR", ...result.error }));
      this.#options.onResult?.(fn.name, result);
      return result;
    } finally {
      this.#running.set(fn.name, (this.#running.get(fn.name) ?? 1) - 1);
    }
  };

  /** How many events are running or waiting for an environment. */
  get running(): number {
    return [...this.#running.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Ends one environment in the middle of its event, as a host that fails does; false when none is at work. */
  crash(pick: (below: number) => number): boolean {
    const idle = new Set([...this.#idle.values()].flat());
    const atWork = [...this.#all].filter((environment) => !idle.has(environment) && !environment.dead);
    const unlucky = atWork[pick(Math.max(1, atWork.length))];
    void unlucky?.stop();
    return unlucky !== undefined;
  }

  get warm(): number {
    return this.#all.size;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#all].map((environment) => environment.stop()));
    this.#all.clear();
  }

  async #acquire(fn: FunctionModel): Promise<ExecutionEnvironment> {
    const warm = this.#takeIdle(fn);
    if (warm !== undefined) return warm;
    if (!this.#mayStart(fn)) {
      await new Promise<void>((start) => this.#waiting.push({ fn, start }));
      return this.#acquire(fn);
    }
    const skewMs = this.#options.clockSkewMs?.(fn.name) ?? 0;
    const environment = new ExecutionEnvironment(fn, functionEnvironment(fn, this.#options.endpoints), skewMs, (line) => this.#line(fn.name, line));
    this.#all.add(environment);
    this.#busy.set(fn.name, (this.#busy.get(fn.name) ?? 0) + 1);
    return environment;
  }

  #takeIdle(fn: FunctionModel): ExecutionEnvironment | undefined {
    const idle = this.#idle.get(fn.name) ?? [];
    for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) {
      if (environment.dead) {
        this.#all.delete(environment);
        continue;
      }
      this.#busy.set(fn.name, (this.#busy.get(fn.name) ?? 0) + 1);
      return environment;
    }
    return undefined;
  }

  /** Makes room by dropping the environment that was idle longest; false when every one is busy. */
  #mayStart(fn: FunctionModel): boolean {
    if ((this.#busy.get(fn.name) ?? 0) >= this.atOnce) return false;
    if (this.#all.size < this.#maxWarm) return true;
    const oldest = [...this.#idle.values()].flat().toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
    if (oldest === undefined) return false;
    for (const [name, idle] of this.#idle)
      this.#idle.set(
        name,
        idle.filter((environment) => environment !== oldest),
      );
    this.#all.delete(oldest);
    void oldest.stop();
    return true;
  }

  #release(fn: FunctionModel, environment: ExecutionEnvironment): void {
    this.#busy.set(fn.name, (this.#busy.get(fn.name) ?? 1) - 1);
    if (environment.dead) this.#all.delete(environment);
    else this.#idle.set(fn.name, [...(this.#idle.get(fn.name) ?? []), environment]);
    const next = this.#waiting.findIndex((waiter) => waiter.fn.name === fn.name);
    this.#waiting.splice(Math.max(next, 0), 1)[0]?.start();
  }

  #line(functionName: string, line: string): void {
    this.records.get(functionName)?.log(line);
    this.#options.onLine?.(functionName, line);
  }
}

function failed(errorType: string, errorMessage: string): InvokeResult {
  return { ok: false, error: { errorType, errorMessage }, ms: 0 };
}
