import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import type { FunctionModel, InvokeResult } from "../assembly/assembly-model.ts";

const Failure = z.object({ errorType: z.string(), errorMessage: z.string(), stack: z.string().optional() });
const Message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ ready: z.literal(false), error: Failure }),
  z.object({ requestId: z.string(), ok: z.literal(true), json: z.string() }),
  z.object({ requestId: z.string(), ok: z.literal(false), error: Failure }),
]);
type Failure = z.infer<typeof Failure>;
type Ended = { readonly ok: true; readonly json: string } | { readonly ok: false; readonly error: Failure };

/** 10 seconds: the longest Lambda waits for a function's init phase. */
const INIT_LIMIT_MS = 10_000;
/** Lambda's limit for the answer of a synchronous call (Lambda quotas: 6 MB). */
const ANSWER_LIMIT_BYTES = 6_291_556;

/** Compiled code that environments share: one that starts takes half the time. Nothing else depends on it. */
const COMPILED = join(tmpdir(), "weft-compiled");

/**
 * One execution environment: a worker thread with the function's own environment variables, one event at a time.
 * AWS source: Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle".
 */
export class ExecutionEnvironment {
  /** true once the thread can take no more events */
  dead = false;
  lastUsed = Date.now();
  readonly #worker: Worker;
  readonly #fn: FunctionModel;
  readonly #ready: Promise<Ended>;
  #end: (ended: Ended) => void = () => {};

  constructor(fn: FunctionModel, env: Record<string, string>, skewMs: number, onLine: (line: string) => void) {
    this.#fn = fn;
    this.#worker = new Worker(new URL("./lambda-sandbox.ts", import.meta.url), {
      env: { ...env, NODE_COMPILE_CACHE: COMPILED },
      stdout: true,
      stderr: true,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      workerData: { codeDir: fn.codeDir, handler: fn.handler, name: fn.name, arn: fn.arn, memoryMb: fn.memoryMb, skewMs },
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb },
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n")) if (line.trim() !== "") onLine(line);
      });
    }
    this.#worker.on("message", (raw) => this.#receive(Message.parse(raw)));
    // An uncaught error or unhandled rejection ends the environment, as the runtime's process exit does on Lambda.
    this.#worker.on("error", (thrown: unknown) => this.#die(crash(thrown)));
    this.#worker.on("exit", (code) => this.#die({ errorType: "Runtime.ExitError", errorMessage: `Runtime exited with error: exit status ${code}` }));
    this.#ready = this.#next(INIT_LIMIT_MS, { errorType: "Sandbox.Timedout", errorMessage: "Init phase timed out after 10.00 seconds" });
  }

  /** Runs one event. The function's time starts when its module has loaded, as Lambda bills and limits it. */
  async run(requestId: string, event: string): Promise<InvokeResult> {
    const loaded = await this.#ready;
    const start = performance.now();
    if (!loaded.ok) return { ok: false, error: loaded.error, ms: 0 };
    if (this.dead) return { ok: false, error: { errorType: "Runtime.ExitError", errorMessage: "The execution environment ended between two events." }, ms: 0 };
    const limitMs = this.#fn.timeoutSeconds * 1000;
    const ended = this.#next(limitMs, {
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${this.#fn.timeoutSeconds.toFixed(2)} seconds`,
    });
    this.#worker.postMessage({ requestId, event, deadline: Date.now() + limitMs });
    const result = await ended;
    const ms = performance.now() - start;
    this.lastUsed = Date.now();
    if (!result.ok) return { ok: false, error: result.error, ms };
    if (Buffer.byteLength(result.json) > ANSWER_LIMIT_BYTES)
      return {
        ok: false,
        error: {
          errorType: "Function.ResponseSizeTooLarge",
          errorMessage: `Response payload size exceeded maximum allowed payload size (${ANSWER_LIMIT_BYTES} bytes).`,
        },
        ms,
      };
    return { ok: true, value: JSON.parse(result.json), ms };
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.#worker.terminate();
  }

  /** Waits for the thread's next message, or ends the thread when the limit passes. */
  #next(limitMs: number, late: Failure): Promise<Ended> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#die(late);
        void this.#worker.terminate();
      }, limitMs);
      this.#end = (ended) => {
        clearTimeout(timer);
        this.#end = () => {};
        resolve(ended);
      };
    });
  }

  #receive(message: z.infer<typeof Message>): void {
    if ("ready" in message) {
      if (message.ready) this.#end({ ok: true, json: "null" });
      else {
        this.#die(message.error);
        void this.#worker.terminate();
      }
    } else this.#end(message.ok ? { ok: true, json: message.json } : { ok: false, error: message.error });
  }

  #die(error: Failure): void {
    this.dead = true;
    this.#end({ ok: false, error });
  }
}

function crash(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: String(thrown) };
  const outOfMemory = "code" in thrown && thrown.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory
    ? { errorType: "Runtime.OutOfMemory", errorMessage: "Runtime exited with error: signal: killed (out of memory)" }
    : { errorType: thrown.name, errorMessage: thrown.message };
}
