/**
 * Runs inside the worker thread: loads a function's bundle and answers one event at a time.
 * AWS source: Lambda Developer Guide, "Lambda function handler in Node.js" and "Lambda context object in Node.js"
 * (nodejs24.x: async handlers only; callbacks and `callbackWaitsForEmptyEventLoop` are gone).
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

type Call = { readonly requestId: string; readonly deadline: number; readonly event: string };
type Failure = { readonly errorType: string; readonly errorMessage: string; readonly stack?: string };
type Setup = {
  readonly codeDir: string;
  readonly handler: string;
  readonly name: string;
  readonly arn: string;
  readonly memoryMb: number;
  readonly skewMs: number;
};

const port = parentPort;
if (port === null) throw new Error("lambda-sandbox.ts runs in a worker thread only.");
const setup: Setup = workerData;

/** A clock that goes before or after: only what asks for the present is shifted. */
function shiftClock(byMs: number): void {
  const real = Date;
  globalThis.Date = new Proxy(real, {
    construct: (_, given: unknown[], target) => Reflect.construct(real, given.length === 0 ? [real.now() + byMs] : given, target),
    get: (_, name) => (name === "now" ? () => real.now() + byMs : Reflect.get(real, name)),
  });
}

/** Loads `index.handler` from `index.mjs`, `index.js` or `index.cjs`, the order of the Node.js runtime interface client. */
async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const dot = setup.handler.lastIndexOf(".");
  const [moduleName, exportName] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const path = [".mjs", ".js", ".cjs"].map((extension) => join(setup.codeDir, moduleName + extension)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw Object.assign(new Error(`Cannot find module '${moduleName}'`), { name: "Runtime.ImportModuleError" });
  const loaded = await import(pathToFileURL(path).href);
  const handler: unknown = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== "function") throw Object.assign(new Error(`${setup.handler} is undefined or not exported`), { name: "Runtime.HandlerNotFound" });
  return (event, context) => handler(event, context);
}

function failure(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message, ...(thrown.stack === undefined ? {} : { stack: thrown.stack }) };
}

function contextOf({ requestId, deadline }: Call) {
  return {
    awsRequestId: requestId,
    functionName: setup.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: setup.arn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: process.env["AWS_LAMBDA_LOG_STREAM_NAME"],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now() + setup.skewMs),
  };
}

try {
  if (setup.skewMs !== 0) shiftClock(setup.skewMs);
  const handler = await loadHandler();
  port.on("message", async (call: Call) => {
    try {
      const answer = await handler(JSON.parse(call.event), contextOf(call));
      port.postMessage({ requestId: call.requestId, ok: true, json: JSON.stringify(answer) ?? "null" });
    } catch (thrown) {
      port.postMessage({ requestId: call.requestId, ok: false, error: failure(thrown) });
    }
  });
  port.postMessage({ ready: true });
} catch (thrown) {
  port.postMessage({ ready: false, error: failure(thrown) });
}
