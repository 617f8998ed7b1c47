// AWS sources: Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle", "Defined runtime
// environment variables", "Understanding Lambda function scaling"; Lambda quotas.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import * as z from "zod";
import type { FunctionModel } from "../../local/assembly/assembly-model.ts";
import { Lambda, type LambdaOptions, warmIn } from "../../local/lambda/lambda.ts";

const dir = mkdtempSync(join(tmpdir(), "weft-lambda-"));
writeFileSync(
  join(dir, "index.mjs"),
  `
let count = 0;
export const handler = async (event, context) => {
  count += 1;
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event.loop) for (;;);
  if (event.throw) throw new RangeError(event.throw);
  if (event.reject) { Promise.reject(new Error("lost")); await new Promise(() => {}); }
  if (event.exit) process.exit(7);
  if (event.big) return "x".repeat(7_000_000);
  if (event.log) console.log(JSON.stringify({ message: event.log }));
  if (event.eat) { const kept = []; for (;;) kept.push(new Array(100_000).fill({ a: 1 })); }
  return { count, echo: event, env: process.env, left: context.getRemainingTimeInMillis(), context: { ...context, getRemainingTimeInMillis: undefined } };
};`,
);
writeFileSync(join(dir, "broken.mjs"), "throw new TypeError('cannot load');");
afterAll(() => rmSync(dir, { recursive: true }));
const fn = (given: Partial<FunctionModel> = {}): FunctionModel => ({
  id: "s.F",
  name: "f",
  arn: "arn:aws:lambda:eu-central-1:000000000000:function:f",
  codeDir: dir,
  handler: "index.handler",
  env: { TABLE_NAME: "weft" },
  timeoutSeconds: 1,
  memoryMb: 128,
  reservedConcurrency: null,
  statements: [],
  accessKeyId: "LOCALF",
  asyncRetries: 2,
  asyncMaxAgeSeconds: 21_600,
  onFailureArn: null,
  ...given,
});
let lambda: Lambda | undefined;
afterEach(() => lambda?.stop());
const started = (functions: FunctionModel[], more: Partial<LambdaOptions> = {}) =>
  (lambda = new Lambda({ functions, endpoints: { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" }, ...more }));
const Answer = z.object({ count: z.number(), env: z.record(z.string(), z.string()), left: z.number(), context: z.record(z.string(), z.unknown()) });
const call = async (on: Lambda, event: unknown, name = "f") => {
  const result = await on.invoke(name, event);
  if (!result.ok) throw new Error(result.error.errorMessage);
  return Answer.parse(result.value);
};

test("the environment holds the template's variables and Lambda's own, nothing of the machine", async () => {
  process.env["WEFT_SECRET_OF_THE_MACHINE"] = "x";
  const { env } = await call(started([fn()]), {});
  expect(env).toMatchObject({
    TABLE_NAME: "weft",
    AWS_REGION: "eu-central-1",
    AWS_LAMBDA_FUNCTION_NAME: "f",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
    AWS_ACCESS_KEY_ID: "LOCALF",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1",
  });
  expect(Object.keys(env).filter((name) => !/^(AWS_|_HANDLER|LAMBDA_TASK_ROOT|TABLE_NAME|HOME|LANG|TZ|PATH|NODE_COMPILE_CACHE)/.test(name))).toEqual([]);
  delete process.env["WEFT_SECRET_OF_THE_MACHINE"];
});

test("an environment is reused while warm, so module state survives", async () => {
  const on = started([fn()]);
  expect([(await call(on, {})).count, (await call(on, {})).count]).toEqual([1, 2]);
  expect(on.warm).toBe(1);
});

test("one event at a time: concurrent events get environments of their own", async () => {
  const on = started([fn()], { maxPerFunction: 3 });
  const answers = await Promise.all([call(on, { sleep: 150 }), call(on, { sleep: 150 }), call(on, { sleep: 150 })]);
  expect(answers.map(({ count }) => count)).toEqual([1, 1, 1]);
  expect(on.warm).toBe(3);
});

test("functions share nothing", async () => {
  const on = started([fn(), fn({ name: "g", accessKeyId: "LOCALG" })]);
  expect([(await call(on, {})).count, (await call(on, {}, "g")).count]).toEqual([1, 1]);
  expect((await call(on, {}, "g")).env["AWS_ACCESS_KEY_ID"]).toBe("LOCALG");
});

test("the context tells the time that is left, the request and the function", async () => {
  const { left, context } = await call(started([fn()]), {});
  expect(left).toBeGreaterThan(500);
  expect(left).toBeLessThanOrEqual(1000);
  expect(context).toMatchObject({
    functionName: "f",
    functionVersion: "$LATEST",
    memoryLimitInMB: "128",
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test.each([
  ["a wait", { sleep: 5000 }],
  ["an endless loop", { loop: true }],
])("%s is ended at the timeout, and the next event runs fresh", async (_what, event) => {
  const on = started([fn()]);
  const begin = performance.now();
  const result = await on.invoke("f", event);
  expect(result).toMatchObject({
    ok: false,
    error: { errorType: "Sandbox.Timedout", errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/) },
  });
  expect(performance.now() - begin).toBeLessThan(2500);
  expect((await call(on, {})).count).toBe(1);
});

test("a thrown error is the answer and leaves the environment warm; a crash ends it", async () => {
  const on = started([fn()]);
  expect(await on.invoke("f", { throw: "no" })).toMatchObject({ ok: false, error: { errorType: "RangeError", errorMessage: "no" } });
  expect((await call(on, {})).count).toBe(2);
  expect(await on.invoke("f", { exit: true })).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
  expect((await call(on, {})).count).toBe(1);
  expect(await on.invoke("f", { reject: true })).toMatchObject({ ok: false, error: { errorMessage: "lost" } });
  expect((await call(on, {})).count).toBe(1);
});

test("memory is limited and answers end at 6 MB", async () => {
  const on = started([fn({ timeoutSeconds: 20 })]);
  expect(await on.invoke("f", { big: true })).toMatchObject({ ok: false, error: { errorType: "Function.ResponseSizeTooLarge" } });
  expect(await on.invoke("f", { eat: true })).toMatchObject({ ok: false, error: { errorType: "Runtime.OutOfMemory" } });
});

test("a bundle that cannot be loaded, a handler that is not there, a function nobody deployed", async () => {
  const on = started([fn({ handler: "broken.handler" }), fn({ name: "g", handler: "index.nobody" }), fn({ name: "h", handler: "nowhere.handler" })]);
  expect(await on.invoke("f", {})).toMatchObject({ ok: false, error: { errorType: "TypeError", errorMessage: "cannot load" } });
  expect(await on.invoke("g", {})).toMatchObject({ ok: false, error: { errorType: "Runtime.HandlerNotFound" } });
  expect(await on.invoke("h", {})).toMatchObject({ ok: false, error: { errorType: "Runtime.ImportModuleError" } });
  expect(await on.invoke("x", {})).toMatchObject({ ok: false, error: { errorType: "ResourceNotFoundException" } });
});

test("reserved concurrency throttles; warm environments stay within the limit, the least recently used goes", async () => {
  const reserved = started([fn({ reservedConcurrency: 1 })]);
  const first = reserved.invoke("f", { sleep: 200 });
  expect(await reserved.invoke("f", {})).toMatchObject({ ok: false, error: { errorType: "TooManyRequestsException" } });
  expect((await first).ok).toBe(true);
  await reserved.stop();
  const names = ["a", "b", "c"];
  const on = started(
    names.map((name) => fn({ name })),
    { maxWarm: 2 },
  );
  for (const name of names) await call(on, {}, name);
  expect(on.warm).toBe(2);
  expect((await call(on, {}, "c")).count).toBe(2);
  expect((await call(on, {}, "a")).count).toBe(1);
});

test("as many environments stay warm as fit into a quarter of the memory, and always enough for an order", () => {
  const gib = 1024 ** 3;
  expect([1, 4, 8, 64].map((size) => warmIn(size * gib))).toEqual([30, 40, 81, 120]);
});

test("more events than environments wait their turn", async () => {
  const on = started([fn(), fn({ name: "g" })], { maxWarm: 2, maxPerFunction: 2 });
  const all = await Promise.all(Array.from({ length: 12 }, (_, at) => on.invoke(at % 2 === 0 ? "f" : "g", { sleep: 20 })));
  expect(all.every(({ ok }) => ok)).toBe(true);
  expect(on.warm).toBeLessThanOrEqual(2);
  expect(on.running).toBe(0);
});

test("what a function prints is kept, line by line", async () => {
  const lines: string[] = [];
  const on = started([fn()], { onLine: (_name, line) => lines.push(line) });
  await call(on, { log: "hello" });
  await expect.poll(() => lines, { timeout: 10_000 }).toContain('{"message":"hello"}');
  expect(on.records.get("f")).toMatchObject({ calls: 1, errors: 0 });
});
