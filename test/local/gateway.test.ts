// AWS sources: API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs" (payload format 2.0),
// "Create routes for HTTP APIs", "Configure CORS for HTTP APIs", "Throttle requests to your HTTP APIs",
// "Quotas for configuring and running an HTTP API".
import { createServer, request as httpRequest } from "node:http";
import { afterEach, expect, test } from "vitest";
import * as z from "zod";
import type { HttpApiModel, InvokeResult, RouteModel } from "../../local/assembly/assembly-model.ts";
import { gateway } from "../../local/gateway/gateway.ts";
import { routeFinder } from "../../local/gateway/gateway-routes.ts";

const route = (routeKey: string, functionName = routeKey): RouteModel => ({ routeKey, functionName, timeoutMs: 30_000, authorizer: null, scopes: [] });
const cors = {
  allowOrigins: ["https://app.example"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization"],
  exposeHeaders: ["etag"],
  maxAgeSeconds: 600,
  allowCredentials: false,
};
const api = (given: Partial<HttpApiModel>): HttpApiModel => ({
  id: "core.Api",
  apiId: "abc123",
  stage: "$default",
  routes: [route("ANY /{proxy+}", "echo")],
  cors: null,
  throttle: null,
  routeThrottles: {},
  ...given,
});
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A gateway in front of a function that is `answer`; remembers the events it was given. */
async function serve(answer: (event: unknown) => unknown, given: Partial<HttpApiModel> = {}) {
  const events: Record<string, unknown>[] = [];
  const invoke = async (_name: string, event: unknown): Promise<InvokeResult> => {
    events.push(z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(event))));
    const value = await answer(event);
    return value instanceof Error ? { ok: false, error: { errorType: value.name, errorMessage: value.message }, ms: 1 } : { ok: true, value, ms: 1 };
  };
  const handle = gateway(api(given), invoke, async () => {
    throw new Error("no route asks for a token here");
  });
  const server = createServer({ maxHeaderSize: 32_768 }, (request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { events, url: `http://127.0.0.1:${port}`, port };
}

/** Sends header lines and path exactly as given, which fetch would tidy up. */
function raw(port: number, path: string, headers: readonly string[], method = "GET", body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers: [...headers, "host", "x"] }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("a request becomes an event of payload format 2.0", async () => {
  const { events, port } = await serve(() => ({}), { routes: [route("GET /things/{id}/parts/{part}", "echo")] });
  await raw(port, "/things/a%20b/parts/7?tag=x&tag=y&q=a%20b+c&empty=", ["X-Many", "1", "x-many", "2", "Cookie", "a=1; b=2", "User-Agent", "curl/8"]);
  expect(events[0]).toMatchObject({
    version: "2.0",
    routeKey: "GET /things/{id}/parts/{part}",
    rawPath: "/things/a b/parts/7",
    rawQueryString: "tag=x&tag=y&q=a%20b+c&empty=",
    cookies: ["a=1", "b=2"],
    queryStringParameters: { tag: "x,y", q: "a b c", empty: "" },
    pathParameters: { id: "a b", part: "7" },
    isBase64Encoded: false,
    requestContext: {
      accountId: "000000000000",
      apiId: "abc123",
      domainPrefix: "abc123",
      routeKey: "GET /things/{id}/parts/{part}",
      stage: "$default",
      http: { method: "GET", path: "/things/a b/parts/7", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "curl/8" },
    },
  });
  expect(events[0]?.["headers"]).toMatchObject({ "x-many": "1,2", "user-agent": "curl/8" });
  expect(events[0]?.["headers"]).not.toHaveProperty("cookie");
  const { time, timeEpoch, requestId } = z.object({ time: z.string(), timeEpoch: z.number(), requestId: z.string() }).parse(events[0]?.["requestContext"]);
  expect(time).toMatch(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/);
  expect(Math.abs(timeEpoch - Date.now())).toBeLessThan(5_000);
  expect(requestId).toHaveLength(16);
});

test("members without content are absent", async () => {
  const { events, port } = await serve(() => ({}), { routes: [route("GET /plain", "echo")] });
  await raw(port, "/plain", []);
  expect(Object.keys(events[0] ?? {}).toSorted()).toEqual(["headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version"]);
  expect(events[0]?.["rawQueryString"]).toBe("");
  expect(events[0]?.["requestContext"]).not.toHaveProperty("authorizer");
});

test.each([
  ["application/json", false],
  ["application/problem+json; charset=utf-8", false],
  ["text/csv", false],
  ["application/xml", false],
  ["application/octet-stream", true],
  ["image/png", true],
  ["application/x-www-form-urlencoded", true],
])("a body of %s is base64: %s", async (type, encoded) => {
  const { events, port } = await serve(() => ({}));
  await raw(port, "/x", ["content-type", type], "POST", "héllo");
  expect(events[0]).toMatchObject({ isBase64Encoded: encoded, body: encoded ? Buffer.from("héllo").toString("base64") : "héllo" });
});

test.each<[string, unknown, { status: number; body: string; headers?: Record<string, string> }]>([
  ["an object without statusCode", { a: 1 }, { status: 200, body: '{"a":1}', headers: { "content-type": "application/json" } }],
  ["a text", "hi", { status: 200, body: "hi", headers: { "content-type": "application/json" } }],
  [
    "a structured answer",
    { statusCode: 201, headers: { "X-Count": 3, "x-on": true }, body: "made" },
    { status: 201, body: "made", headers: { "x-count": "3", "x-on": "true", "content-type": "text/plain;charset=utf-8" } },
  ],
  [
    "base64 out",
    { statusCode: 200, isBase64Encoded: true, body: Buffer.from("raw").toString("base64"), headers: { "content-type": "application/pdf" } },
    { status: 200, body: "raw", headers: { "content-type": "application/pdf" } },
  ],
  ["an object as body", { statusCode: 200, body: { a: 1 } }, { status: 500, body: '{"message":"Internal Server Error"}' }],
  ["a status that is none", { statusCode: "teapot" }, { status: 500, body: '{"message":"Internal Server Error"}' }],
  ["headers that are none", { statusCode: 200, headers: { a: { b: 1 } } }, { status: 500, body: '{"message":"Internal Server Error"}' }],
  ["a function error", new Error("boom"), { status: 500, body: '{"message":"Internal Server Error"}' }],
  [
    "a throttled function",
    Object.assign(new Error("Rate Exceeded."), { name: "TooManyRequestsException" }),
    { status: 503, body: '{"message":"Service Unavailable"}' },
  ],
])("%s", async (_what, answer, expected) => {
  const { url } = await serve(() => answer);
  const response = await fetch(`${url}/x`);
  expect({ status: response.status, body: await response.text() }).toEqual({ status: expected.status, body: expected.body });
  for (const [name, value] of Object.entries(expected.headers ?? {})) expect(response.headers.get(name)).toBe(value);
});

test("cookies go out one line each", async () => {
  const { url } = await serve(() => ({ statusCode: 200, cookies: ["a=1; HttpOnly", "b=2"] }));
  expect((await fetch(`${url}/x`)).headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
});

test("the most specific route wins, then the exact method, then $default", () => {
  const find = routeFinder(
    ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /pets/dog/{id}", "ANY /{proxy+}", "POST /pets/{kind}/1", "$default"].map((key) =>
      route(key),
    ),
  );
  const key = (method: string, path: string) => find(method, path)?.route.routeKey;
  expect(key("GET", "/pets/dog/1")).toBe("GET /pets/dog/1");
  expect(key("GET", "/pets/dog/2")).toBe("GET /pets/dog/{id}");
  expect(key("DELETE", "/pets/dog/2")).toBe("ANY /pets/dog/{id}");
  expect(key("GET", "/pets/cat/2")).toBe("GET /pets/{proxy+}");
  expect(key("POST", "/pets/cat/1")).toBe("POST /pets/{kind}/1");
  expect(key("POST", "/test/5")).toBe("ANY /{proxy+}");
  expect(key("GET", "/")).toBe("$default");
  expect(find("GET", "/pets/cat/2/x")?.pathParameters).toEqual({ proxy: "cat/2/x" });
  expect(routeFinder([route("GET /a")])("GET", "/a/")).toBeNull();
});

test("no route is a 404 with the gateway's own body", async () => {
  const { url } = await serve(() => ({}), { routes: [route("GET /a", "echo")] });
  const response = await fetch(`${url}/b`);
  expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
});

test("quotas: headers of 10,240 bytes, bodies of 10 MB, the integration's time", async () => {
  const { port, url, events } = await serve(() => new Promise((resolve) => setTimeout(resolve, 400, {})), {
    routes: [{ ...route("ANY /{proxy+}", "slow"), timeoutMs: 60 }],
  });
  expect(await raw(port, "/x", ["x-long", "a".repeat(10_300)])).toBe(431);
  expect(await raw(port, "/x", ["content-length", String(10_485_761)], "POST").catch(() => 413)).toBe(413);
  expect(events).toHaveLength(0);
  const late = await fetch(`${url}/x`);
  expect([late.status, await late.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
});

test("the gateway answers preflights and replaces the function's CORS headers", async () => {
  const { url, events } = await serve(() => ({ statusCode: 200, headers: { "access-control-allow-origin": "*" } }), { cors });
  const ask = (origin: string) => fetch(`${url}/x`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
  const allowed = await ask("https://app.example");
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(allowed.headers)).toMatchObject({
    "access-control-allow-origin": "https://app.example",
    "access-control-allow-methods": "GET,POST",
    "access-control-allow-headers": "authorization",
    "access-control-max-age": "600",
  });
  expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  expect(events).toHaveLength(0);
  expect((await fetch(`${url}/x`, { headers: { origin: "https://app.example" } })).headers.get("access-control-allow-origin")).toBe("https://app.example");
  expect((await fetch(`${url}/x`)).headers.get("access-control-allow-origin")).toBeNull();
});

test("beyond the burst a stage answers 429", async () => {
  const { url } = await serve(() => ({}), {
    throttle: { rateLimit: 0.1, burstLimit: 2 },
    routeThrottles: { "GET /free": { rateLimit: 100, burstLimit: 100 } },
    routes: [route("GET /x", "echo"), route("GET /free", "echo")],
  });
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await fetch(`${url}/x`)).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await fetch(`${url}/free`)).status).toBe(200);
});
