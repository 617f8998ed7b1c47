// AWS sources: Cognito Developer Guide, "Pre token generation Lambda trigger", "The token issuer endpoint",
// "Authorize endpoint"; API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers".
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { synthesise } from "./sample-app.ts";

const dir = mkdtempSync(join(tmpdir(), "weft-runtime-"));
const quiet = { seed: 1, duplicate: 0, reorder: 0 };
const code = join(dir, "code");
let runtime: Runtime;

beforeAll(async () => {
  mkdirSync(code);
  writeFileSync(
    join(code, "index.mjs"),
    `
export const handler = async (event) => {
  if (event.triggerSource !== undefined) {
    const roles = event.request.groupConfiguration.groupsToOverride;
    console.log(JSON.stringify({ trigger: event.triggerSource, version: event.version }));
    return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: {
      claimsToAddOrOverride: { tenant: event.request.userAttributes["custom:tenant"] ?? "machine", sub: "forged", roles: roles.join(" ") },
      scopesToAdd: roles.map((role) => role + ":read"), scopesToSuppress: ["aws.cognito.signin.user.admin"] } } } };
  }
  if (event.detail?.graceSeconds !== undefined || event.graceSeconds !== undefined) console.log(JSON.stringify(event));
  return { statusCode: 200, body: JSON.stringify(event) };
};`,
  );
  synthesise(join(dir, "out"), code);
  runtime = await startRuntime({ assemblyDir: join(dir, "out"), port: 0, dataDir: join(dir, "data"), chaos: quiet });
}, 60_000);
afterAll(async () => {
  await runtime.stop();
  rmSync(dir, { recursive: true });
});

const bearer = async (given: { tenant: string; role?: string; scope?: string }) => ({ authorization: `Bearer ${await runtime.token(given)}` });
/** node:http, because fetch does not let a Host header through. */
const statusOf = (path: string, headers: Record<string, string>, method = "GET"): Promise<number> =>
  new Promise((resolve, reject) =>
    httpRequest(`${runtime.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end(),
  );

test("a person's token is shaped by the pool's own function and opens the route", async () => {
  const token = await runtime.token({ tenant: "acme", role: "sales" });
  const { issuer } = runtime.model.userPools[0] ?? { issuer: "" };
  expect(decodeJwt(token)).toMatchObject({
    iss: issuer,
    token_use: "access",
    tenant: "acme",
    roles: "sales",
    "cognito:groups": ["sales"],
    username: "sales.acme",
    version: 2,
    scope: "openid sales:read",
  });
  expect(decodeJwt(token).sub).not.toBe("forged");
  expect(decodeJwt(await runtime.token({ tenant: "acme", role: "sales" })).sub).toBe(decodeJwt(token).sub);
  expect(decodeJwt(await runtime.token({ tenant: "other", role: "sales" })).sub).not.toBe(decodeJwt(token).sub);
  const response = await fetch(`${runtime.url}/things/1`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    requestContext: { authorizer: { jwt: { claims: { tenant: "acme", "cognito:groups": "[sales]" }, scopes: ["openid", "sales:read"] } } },
  });
});

test("without a token 401, with another scope 403, and the function does not run", async () => {
  const calls = () => runtime.backstage.lambda.records.get("weft-echo")?.calls;
  const before = calls();
  const refused = await fetch(`${runtime.url}/things/1`);
  expect([refused.status, refused.headers.get("www-authenticate"), await refused.text()]).toEqual([401, "Bearer", '{"message":"Unauthorized"}']);
  // A machine's client is not in the authorizer's audience here.
  expect((await fetch(`${runtime.url}/things/1`, { headers: await bearer({ tenant: "acme", scope: "all" }) })).status).toBe(401);
  expect(calls()).toBe(before);
});

test("client credentials: secret checked, scopes within the client's, event version 3", async () => {
  const client = runtime.model.userPools[0]?.clients.find(({ flows }) => flows.includes("client_credentials"));
  const ask = (secret: string, scope: string) =>
    fetch(`${runtime.url}/_local/issuer/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${client?.clientId}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    });
  const answer = (await (await ask(client?.secret ?? "", "weft/all")).json()) as { access_token: string; token_type: string; expires_in: number };
  expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
  expect(decodeJwt(answer.access_token)).toMatchObject({ sub: client?.clientId, client_id: client?.clientId, scope: "weft/all", tenant: "machine" });
  expect(await (await ask("wrong", "weft/all")).json()).toEqual({ error: "invalid_client" });
  expect(await (await ask(client?.secret ?? "", "weft/other")).json()).toEqual({ error: "invalid_scope" });
});

test("authorization code with PKCE: once, for the same client and address, with the verifier", async () => {
  const clientId = runtime.model.userPools[0]?.clients.find(({ flows }) => flows.includes("code"))?.clientId ?? "";
  const verifier = randomBytes(32).toString("base64url");
  const asked = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: `${runtime.url}/console`,
    state: "s1",
    scope: "openid",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };
  const page = await fetch(`${runtime.url}/_local/issuer/oauth2/authorize?${new URLSearchParams(asked)}`);
  expect(await page.text()).toContain('<button name="local_role" value="sales" aria-label="sales at acme">');
  const signIn = async (more: Record<string, string> = {}) =>
    fetch(`${runtime.url}/_local/issuer/oauth2/authorize`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: runtime.url },
      body: new URLSearchParams({ ...asked, local_tenant: "acme", local_role: "sales", ...more }),
    });
  const exchange = (code: string, proof: string) =>
    fetch(`${runtime.url}/_local/issuer/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "authorization_code", client_id: clientId, redirect_uri: asked.redirect_uri, code, code_verifier: proof }),
    });
  const codeOf = (response: Response) => new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const first = await signIn();
  expect(new URL(first.headers.get("location") ?? "").searchParams.get("state")).toBe("s1");
  const refused = await exchange(codeOf(first), "wrong");
  expect([refused.status, await refused.json()]).toEqual([400, { error: "invalid_grant" }]);
  const code = codeOf(await signIn());
  const tokens = (await (await exchange(code, verifier)).json()) as { access_token: string; refresh_token: string };
  expect(decodeJwt(tokens.access_token)).toMatchObject({ tenant: "acme", client_id: clientId });
  expect((await exchange(code, verifier)).status).toBe(400);
  const renewed = await fetch(`${runtime.url}/_local/issuer/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "refresh_token", client_id: clientId, refresh_token: tokens.refresh_token }),
  });
  expect(renewed.status).toBe(200);
  expect((await signIn({ redirect_uri: "https://evil.example/console" })).status).toBe(400);
});

test("keys are published, and kept where only their owner reads them", async () => {
  const keys = (await (await fetch(`${runtime.url}/_local/issuer/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] };
  expect(Object.keys(keys.keys[0] ?? {}).toSorted()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  expect(statSync(join(dir, "data", "issuer-key.json")).mode & 0o777).toBe(0o600);
  expect(await (await fetch(`${runtime.url}/_local/issuer/.well-known/openid-configuration`)).json()).toMatchObject({
    issuer: runtime.model.userPools[0]?.issuer,
  });
});

test("the page is for this machine only", async () => {
  expect((await fetch(`${runtime.url}/_local/`)).status).toBe(200);
  expect(await statusOf("/_local/", { host: "evil.example" })).toBe(403);
  expect(await statusOf("/_local/state.json", { host: "localhost.evil.example" })).toBe(403);
  expect(await statusOf("/_local/token", {}, "POST")).toBe(403);
  expect(await statusOf("/_local/token", { origin: "https://evil.example" }, "POST")).toBe(403);
  const page = await fetch(`${runtime.url}/_local/`, { headers: { origin: "https://evil.example" } });
  expect(page.headers.get("access-control-allow-origin")).toBeNull();
  expect(await page.text()).not.toMatch(/(src|href)="https?:/);
});

test("a schedule runs at start without grace, and again by its button with the template's input", async () => {
  const lines = () => runtime.backstage.lambda.records.get("weft-react")?.lines ?? [];
  await expect.poll(() => lines().some((line) => line.includes('"detail":{"graceSeconds":0}')), { timeout: 10_000 }).toBe(true);
  const [schedule] = runtime.model.schedules;
  const ran = await fetch(`${runtime.url}/_local/schedules/${schedule?.name}/run`, { method: "POST", headers: { "x-weft-local": "1" } });
  expect(ran.status).toBe(202);
  await runtime.idle();
  await expect.poll(() => lines().some((line) => line === '{"graceSeconds":300}'), { timeout: 10_000 }).toBe(true);
});

test("events reach their function over rule and queue; dead letters come back by the button", async () => {
  const calls = () => runtime.backstage.lambda.records.get("weft-react")?.calls ?? 0;
  // What runs at start goes to the same function.
  await runtime.idle();
  const before = calls();
  runtime.backstage.bus.publish("weft", { source: "weft.sales", "detail-type": "OpportunityWon", detail: {} });
  runtime.backstage.bus.publish("weft", { source: "weft.sales", "detail-type": "OpportunityLost", detail: {} });
  await runtime.idle();
  expect(calls()).toBe(before + 1);
  const state = (await (await fetch(`${runtime.url}/_local/state.json`)).json()) as { events: { detailType: string; rules: string[] }[] };
  expect(state.events.find(({ detailType }) => detailType === "OpportunityLost")?.rules).toEqual([]);
  const dead = runtime.model.queues.find(({ redrive }) => redrive === null);
  const moved = await fetch(`${runtime.url}/_local/queues/${dead?.name}/redrive`, { method: "POST", headers: { "x-weft-local": "1" } });
  expect(await moved.json()).toEqual({ moved: 0 });
});

test("a port that is taken and a folder that cannot be written are told in one sentence", async () => {
  const port = Number(new URL(runtime.url).port);
  await expect(startRuntime({ assemblyDir: join(dir, "out"), port, dataDir: "memory" })).rejects.toThrow(`Port ${port} is in use`);
  writeFileSync(join(dir, "file"), "");
  await expect(startRuntime({ assemblyDir: join(dir, "out"), port: 0, dataDir: join(dir, "file") })).rejects.toThrow(/cannot be written/);
  await expect(startRuntime({ assemblyDir: join(dir, "out"), port: 0, dataDir: join(dir, "data") })).rejects.toThrow(/in use by another/);
});
