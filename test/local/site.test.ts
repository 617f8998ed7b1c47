// AWS sources: CloudFront Developer Guide, "Cache behavior settings", "Understand response headers policies", "Serve compressed files",
// "CloudFront Functions event structure"; S3 answers 403 for what is not there to someone who may not list a bucket.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { edgeFunction } from "../../local/site/edge-function.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-site-"));
const site = join(folder, "site");
const SCRIPT = `export const long = "${"weft ".repeat(1000)}";`;
const HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
let runtime: Runtime;
beforeAll(async () => {
  mkdirSync(join(site, "assets"), { recursive: true });
  writeFileSync(join(site, "index.html"), "<title>Console</title>");
  writeFileSync(join(site, "icon.svg"), "<svg/>");
  writeFileSync(join(site, "assets", "index-abc.js"), SCRIPT);
  writeFileSync(join(site, "assets", "tiny-abc.js"), "1;");
  writeFileSync(join(site, ".built-from"), "hidden");
  writeFileSync(join(folder, "secret.txt"), "outside");
  runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory", siteDir: site });
}, 60_000);
afterAll(async () => {
  await runtime?.stop();
  rmSync(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: Buffer };
/** node:http, because fetch tidies paths up and unpacks bodies. */
const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(runtime.url);
    httpRequest({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on("error", reject)
      .end();
  });

describe("a page of the console", () => {
  it("is the same one at every address, never kept unasked, and may run its own scripts only", async () => {
    for (const path of ["/", "/signed-in?code=1", "/records/sales/customers"]) {
      const { status, headers, body } = await get(path, { accept: HTML });
      expect([status, headers["content-type"], body.toString()], path).toEqual([200, "text/html", "<title>Console</title>"]);
      expect(headers).toMatchObject({
        "cache-control": "no-cache",
        "content-security-policy": expect.stringMatching(/^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=()"),
      });
      // A browser would hold it against localhost for two years.
      expect(headers).not.toHaveProperty("strict-transport-security");
    }
  });

  it("is sent again only when it has changed", async () => {
    const { headers } = await get("/", { accept: HTML });
    const again = await get("/", { accept: HTML, "if-none-match": String(headers["etag"]) });
    expect([again.status, again.body.length, again.headers["cache-control"]]).toEqual([304, 0, "no-cache"]);
    writeFileSync(join(site, "index.html"), "<title>Console, later</title>");
    const later = await get("/", { accept: HTML, "if-none-match": String(headers["etag"]) });
    expect([later.status, later.body.toString()]).toEqual([200, "<title>Console, later</title>"]);
    writeFileSync(join(site, "index.html"), "<title>Console</title>");
  });

  it("is asked for without its body, too", async () => {
    const { status, headers, body } = await get("/", { accept: HTML }, "HEAD");
    expect([status, headers["content-length"], body.length]).toEqual([200, "22", 0]);
  });
});

describe("a file of the console", () => {
  it("is kept for ever where its name says what is in it, and travels compressed", async () => {
    const plain = await get("/assets/index-abc.js");
    expect([plain.status, plain.headers["content-type"], plain.headers["cache-control"], plain.body.toString()]).toEqual([
      200,
      "text/javascript",
      "public, max-age=31536000, immutable",
      SCRIPT,
    ]);
    const brotli = await get("/assets/index-abc.js", { "accept-encoding": "gzip, deflate, br" });
    expect([brotli.headers["content-encoding"], brotli.headers["vary"], brotliDecompressSync(brotli.body).toString()]).toEqual([
      "br",
      "Accept-Encoding",
      SCRIPT,
    ]);
    const gzip = await get("/assets/index-abc.js", { "accept-encoding": "gzip, br;q=0" });
    expect([gzip.headers["content-encoding"], gunzipSync(gzip.body).toString()]).toEqual(["gzip", SCRIPT]);
    const held = await get("/assets/index-abc.js", { "accept-encoding": "br", "if-none-match": String(brotli.headers["etag"]) });
    expect([held.status, held.body.length]).toEqual([304, 0]);
    expect((await get("/assets/tiny-abc.js", { "accept-encoding": "br" })).headers["content-encoding"]).toBeUndefined();
  });

  it("that is not there is refused, and its absence is not kept", async () => {
    const { status, headers } = await get("/assets/index-gone.js");
    expect([status, headers["cache-control"]]).toEqual([403, undefined]);
    expect((await get("/missing.svg", { accept: HTML })).status).toBe(403);
  });

  it.each(["/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/assets/%00", "/assets/%", "/assets", "/assets/"])(
    "is none at %s",
    async (path) => {
      const { status, body } = await get(path);
      expect([403, 404]).toContain(status);
      expect(body.toString()).not.toContain("outside");
    },
  );

  it("is none that is hidden", async () => {
    expect((await get("/.built-from")).status).toBe(404);
    expect((await get("/assets/.hidden")).status).toBe(403);
  });
});

describe("beside the console", () => {
  it("the API answers at its own addresses, with the headers of its own", async () => {
    const health = await get("/health");
    expect([health.status, health.headers["x-content-type-options"], health.headers["content-security-policy"]]).toEqual([200, "nosniff", undefined]);
    expect((await get("/sales/customers")).headers["x-content-type-options"]).toBe("nosniff");
    expect((await get("/sales/customers", { accept: HTML })).status).toBe(401);
    const unknown = await get("/sales/nothing", { accept: HTML });
    expect([unknown.status, unknown.body.toString()]).toEqual([404, '{"message":"Not Found"}']);
    expect((await get("/docs", { accept: HTML })).body.toString()).toContain("SwaggerUIBundle");
  });

  it("what is neither is a 404 to a program, whatever it wants there", async () => {
    for (const [path, method] of [
      ["/nothing", "GET"],
      ["/nothing", "POST"],
      ["/", "POST"],
      ["/index.html", "DELETE"],
    ] as const) {
      const { status, body } = await get(path, { accept: "application/json" }, method);
      expect([status, body.toString()], `${method} ${path}`).toEqual([404, '{"message":"Not Found"}']);
    }
  });

  it("/console.json names the client of the template and the issuer of this machine, at the name that was asked", async () => {
    const { port } = new URL(runtime.url);
    const clientId = runtime.model.userPools[0]?.clients.find(({ name }) => name === "console")?.clientId;
    const [live] = runtime.model.live;
    const same = { clientId, api: "", liveHost: live?.httpHost, isLocal: true };
    const settings = async (host: string) => JSON.parse((await get("/console.json", { host })).body.toString());
    expect(await settings(`127.0.0.1:${port}`)).toEqual({ issuer: `http://127.0.0.1:${port}/_local/issuer`, ...same });
    // A name that only points here is not repeated.
    expect(await settings("evil.example")).toEqual({ issuer: `${runtime.url}/_local/issuer`, ...same });
  });

  it("says how to build it while it is not built", async () => {
    rmSync(join(site, "index.html"));
    const { status, headers, body } = await get("/", { accept: HTML });
    expect([status, headers["content-type"]]).toEqual([503, "text/html;charset=utf-8"]);
    expect(body.toString()).toContain("npm run build:console");
    writeFileSync(join(site, "index.html"), "<title>Console</title>");
    expect((await get("/", { accept: HTML })).status).toBe(200);
  });
});

describe("a function at the edge", () => {
  const asked = { method: "GET", uri: "/", headers: {} };
  it("has JavaScript and nothing else, and may not go on for ever", () => {
    expect(
      edgeFunction(`function handler(event) { event.request.uri = "/" + typeof process + typeof require + typeof fetch; return event.request; }`)(asked),
    ).toEqual({
      uri: "/undefinedundefinedundefined",
    });
    expect(() => edgeFunction("function handler() { for (;;); }")(asked)).toThrow(/timed out/);
    expect(() => edgeFunction(`function handler() { return eval("1"); }`)(asked)).toThrow(/Code generation/);
  });

  it("that answers neither a request nor a response is wrong", () => {
    expect(() => edgeFunction("function handler() { return { statusCode: 99 }; }")(asked)).toThrow();
    expect(() => edgeFunction(`function handler() { return { uri: "elsewhere" }; }`)(asked)).toThrow();
  });
});
