// Sources: RFC 6749 (4.1, 5.2, 6), RFC 7636, RFC 8252 (7.3), OpenID Connect Core 1.0 and RP-Initiated Logout 1.0;
// Cognito Developer Guide, "Authorize endpoint", "The token issuer endpoint", "Refresh tokens".
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from "oidc-client-ts";
import { beforeEach, describe, expect, it } from "vitest";
import type { UserPoolClientModel, UserPoolModel } from "../../local/assembly/assembly-model.ts";
import { Issuer } from "../../local/issuer/issuer.ts";
import { issuerAnswer } from "../../local/issuer/issuer-door.ts";
import { signingKey } from "../../local/issuer/issuer-keys.ts";

const GRACE_SECONDS = 10;
const client = (clientId: string, more: Partial<UserPoolClientModel> = {}): UserPoolClientModel => ({
  id: clientId,
  clientId,
  name: clientId,
  flows: ["code"],
  scopes: ["openid"],
  callbackUrls: ["https://erp.example.com/signed-in"],
  logoutUrls: ["https://erp.example.com/"],
  secret: null,
  refreshSeconds: 43_200,
  rotationGraceSeconds: GRACE_SECONDS,
  ...more,
});
const pool: UserPoolModel = {
  id: "core.Pool",
  poolId: "eu-central-1_abc",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
  groups: ["sales", "finance"],
  resourceServers: [{ identifier: "weft", scopes: ["sales:read"] }],
  clients: [
    client("console"),
    client("other"),
    client("steady", { rotationGraceSeconds: null }),
    client("server", { secret: "s3cret" }),
    client("program", { secret: "pr0gram", flows: ["client_credentials"], scopes: ["weft/sales:read"], callbackUrls: ["https://erp.example.com/signed-in"] }),
  ],
  preTokenGeneration: { functionName: "grant", version: "V3_0" },
};
const verifier = "a-verifier-of-at-least-forty-three-characters-0123";
const challengeOf = (text: string) => createHash("sha256").update(text).digest("base64url");
const keys = await signingKey(null);

let now: number;
let issuer: Issuer;
let refusing: string | undefined;
beforeEach(() => {
  now = Date.now();
  refusing = undefined;
  issuer = new Issuer(
    pool,
    keys,
    async (_function, event: any) =>
      refusing !== undefined
        ? { ok: false, ms: 1, error: { errorType: "Error", errorMessage: refusing } }
        : {
            ok: true,
            ms: 1,
            value: {
              ...event,
              response: {
                claimsAndScopeOverrideDetails: {
                  accessTokenGeneration: {
                    claimsToAddOrOverride: { tenant: event.request.userAttributes["custom:tenant"] ?? "machine" },
                    scopesToAdd: event.request.groupConfiguration.groupsToOverride.map((role: string) => `weft/${role}:read`),
                  },
                },
              },
            },
          },
    () => now,
  );
});

const ask = async (method: string, path: string, parameters: Record<string, string>, headers: { cookies?: string; authorization?: string } = {}) => {
  const given = new URLSearchParams(parameters);
  const answer = await issuerAnswer(issuer, {
    method,
    path: `/_local/issuer${path}`,
    query: method === "GET" ? given : new URLSearchParams(),
    body: method === "POST" ? given.toString() : "",
    authorization: headers.authorization,
    cookies: headers.cookies,
    baseUrl: "http://localhost:3000",
  });
  if (answer === null) throw new Error(`nothing at ${path}`);
  const location = answer.headers["location"];
  return {
    ...answer,
    to: typeof location === "string" ? new URL(location) : undefined,
    cookie: String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "",
    json: () => JSON.parse(String(answer.body)),
  };
};
const request = (more: Record<string, string> = {}) => ({
  response_type: "code",
  client_id: "console",
  redirect_uri: "http://localhost:4711/signed-in",
  scope: "openid",
  state: "s1",
  nonce: "n1",
  code_challenge: challengeOf(verifier),
  code_challenge_method: "S256",
  ...more,
});
const signIn = (more: Record<string, string> = {}) => ask("POST", "/oauth2/authorize", request({ local_tenant: "acme", local_role: "sales", ...more }));
const codeFor = async (more: Record<string, string> = {}) => (await signIn(more)).to?.searchParams.get("code") ?? "";
const exchange = (code: string, more: Record<string, string> = {}, authorization?: string) =>
  ask(
    "POST",
    "/oauth2/token",
    {
      grant_type: "authorization_code",
      client_id: "console",
      redirect_uri: "http://localhost:4711/signed-in",
      code,
      code_verifier: verifier,
      ...more,
    },
    authorization === undefined ? {} : { authorization },
  );
const renew = (token: string, clientId = "console") => ask("POST", "/oauth2/token", { grant_type: "refresh_token", client_id: clientId, refresh_token: token });
const refused = { status: 400, body: '{"error":"invalid_grant"}' };

describe("an authorization code", () => {
  it("gives an access token for the API, an ID token for the client, and a refresh token", async () => {
    const { status, json } = await exchange(await codeFor());
    expect(status).toBe(200);
    const tokens = json();
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 3600, refresh_token: expect.any(String) });
    expect(decodeJwt(tokens.access_token)).toMatchObject({ token_use: "access", client_id: "console", tenant: "acme", scope: "openid weft/sales:read" });
    const { payload } = await jwtVerify(tokens.id_token, createLocalJWKSet(issuer.keys), { issuer: pool.issuer, audience: "console" });
    expect(payload).toMatchObject({ token_use: "id", nonce: "n1", sub: decodeJwt(tokens.access_token).sub, "cognito:username": "sales.acme" });
    const atHash = createHash("sha256").update(tokens.access_token).digest().subarray(0, 16).toString("base64url");
    expect(payload["at_hash"]).toBe(atHash);
  });

  it("has the same claims as the token of the command line, but for what belongs to the sign-in", async () => {
    const claims = (token: string) => {
      const ofTheSignIn = ["jti", "event_id", "origin_jti", "iat", "exp", "auth_time"];
      return Object.fromEntries(Object.entries(decodeJwt(token)).filter(([name]) => !ofTheSignIn.includes(name)));
    };
    const printed = await issuer.tokenFor({ tenant: "acme", role: "sales" });
    expect(claims((await exchange(await codeFor())).json().access_token)).toEqual(claims(printed.access_token));
  });

  it("is good once", async () => {
    const code = await codeFor();
    expect((await exchange(code)).status).toBe(200);
    expect(await exchange(code)).toMatchObject(refused);
  });

  it.each([
    ["another verifier", { code_verifier: `${verifier}x` }],
    ["an empty verifier", { code_verifier: "" }],
    ["another address", { redirect_uri: "http://localhost:4712/signed-in" }],
    ["another client", { client_id: "other" }],
  ])("is worth nothing with %s, and is used up by the try", async (_what, wrong: Record<string, string>) => {
    const code = await codeFor();
    expect(await exchange(code, wrong)).toMatchObject(refused);
    expect(await exchange(code)).toMatchObject(refused);
  });

  it("is good for a minute", async () => {
    const [early, late] = [await codeFor(), await codeFor()];
    now += 59_999;
    expect((await exchange(early)).status).toBe(200);
    now += 1;
    expect(await exchange(late)).toMatchObject(refused);
  });

  it("of a confidential client needs its secret; without a challenge no verifier is taken", async () => {
    const own = { client_id: "server", scope: "openid" };
    const withoutProof = async () => {
      const { code_challenge: _challenge, code_challenge_method: _method, ...rest } = request({ ...own, local_tenant: "acme", local_role: "sales" });
      return (await ask("POST", "/oauth2/authorize", rest)).to?.searchParams.get("code") ?? "";
    };
    const form = (code: string) => ({ grant_type: "authorization_code", redirect_uri: "http://localhost:4711/signed-in", code });
    const basic = (secret: string) => ({ authorization: `Basic ${btoa(`server:${secret}`)}` });
    const wrong = await ask("POST", "/oauth2/token", form(await withoutProof()), basic("guess"));
    expect([wrong.status, wrong.json(), wrong.headers["www-authenticate"]]).toEqual([401, { error: "invalid_client" }, 'Basic realm="weft"']);
    expect((await ask("POST", "/oauth2/token", form(await withoutProof()), basic("s3cret"))).status).toBe(200);
    expect(await ask("POST", "/oauth2/token", { ...form(await withoutProof()), code_verifier: verifier }, basic("s3cret"))).toMatchObject(refused);
  });
});

describe("the authorize endpoint", () => {
  it.each([
    ["an unknown client", { client_id: "nobody" }],
    ["a stranger's address", { redirect_uri: "https://evil.example/signed-in" }],
    ["another path", { redirect_uri: "http://localhost:4711/elsewhere" }],
    ["a name that only begins like this machine's", { redirect_uri: "http://localhost.evil.example/signed-in" }],
    ["a parameter of its own", { redirect_uri: "http://localhost:4711/signed-in?code=x" }],
    ["a name and password in it", { redirect_uri: "http://localhost:x@evil.example/signed-in" }],
  ])("sends nobody back to %s", async (_what, wrong: Record<string, string>) => {
    for (const answer of [await ask("GET", "/oauth2/authorize", request(wrong)), await signIn(wrong)]) {
      expect(answer).toMatchObject({ status: 400, to: undefined });
      expect(answer.body).toContain("Nobody can sign in from there");
    }
  });

  it.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["login_required", { prompt: "none" }],
    ["unauthorized_client", { client_id: "program" }],
  ])("tells the client %s, with its state", async (error, wrong: Record<string, string>) => {
    const { to } = await ask("GET", "/oauth2/authorize", request(wrong));
    expect([to?.pathname, to?.searchParams.get("error"), to?.searchParams.get("state"), to?.searchParams.get("code")]).toEqual([
      "/signed-in",
      error,
      "s1",
      null,
    ]);
  });

  it("asks a client without a secret for a challenge", async () => {
    const { code_challenge: _challenge, code_challenge_method: _method, ...bare } = request();
    expect((await ask("GET", "/oauth2/authorize", bare)).to?.searchParams.get("error")).toBe("invalid_request");
  });

  it("shows a person for each role in two tenants, carries the request, and runs no script", async () => {
    const { status, body, headers } = await ask("GET", "/oauth2/authorize", request({ state: `"><script>alert(1)</script>` }));
    expect(status).toBe(200);
    for (const name of ["sales at acme", "finance at acme", "sales at globex", "finance at globex"]) expect(body).toContain(`aria-label="${name}"`);
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(body).not.toContain("<script");
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  it.each([{ local_tenant: "" }, { local_tenant: "Acme" }, { local_tenant: "12" }, { local_role: "emperor" }, { local_role: "" }])(
    "signs nobody in as %j",
    async (wrong) => {
      expect(await signIn(wrong)).toMatchObject({ status: 400, to: undefined, cookie: "" });
    },
  );

  it("knows a browser again for an hour, unless it is asked to ask", async () => {
    const { cookie } = await signIn({ local_tenant: "globex", local_role: "finance" });
    const begun = Math.floor(now / 1000);
    now += 3_599_999;
    const again = await ask("GET", "/oauth2/authorize", request({ prompt: "none" }), { cookies: `theme=dark; ${cookie}` });
    const tokens = (await exchange(again.to?.searchParams.get("code") ?? "")).json();
    expect(decodeJwt(tokens.access_token)).toMatchObject({ tenant: "globex", username: "finance.globex", auth_time: begun });
    expect((await ask("GET", "/oauth2/authorize", request({ prompt: "login" }), { cookies: cookie })).status).toBe(200);
    now += 1;
    expect((await ask("GET", "/oauth2/authorize", request({ prompt: "none" }), { cookies: cookie })).to?.searchParams.get("error")).toBe("login_required");
  });
});

describe("a refresh token", () => {
  const signedIn = async (clientId = "console"): Promise<string> =>
    (await exchange(await codeFor({ client_id: clientId }), { client_id: clientId })).json().refresh_token;

  it("is exchanged for another one; the old one is good for a moment only", async () => {
    const first = await signedIn();
    const second = (await renew(first)).json().refresh_token;
    expect(second).not.toBe(first);
    now += GRACE_SECONDS * 1000 - 1;
    expect((await renew(first)).status).toBe(200);
    now += 1;
    expect(await renew(first)).toMatchObject(refused);
    expect((await renew(second)).status).toBe(200);
  });

  it("stays the same where the client does not rotate", async () => {
    const token = await signedIn("steady");
    const { json } = await renew(token, "steady");
    expect(json()).not.toHaveProperty("refresh_token");
    expect((await renew(token, "steady")).status).toBe(200);
  });

  it("ends when the first one would have ended, however often it was exchanged", async () => {
    let token = await signedIn();
    for (let hours = 1; hours < 12; hours += 1) {
      now += 3_600_000;
      token = (await renew(token)).json().refresh_token;
    }
    now += 3_600_000 - 1;
    // The one before is in its moment of grace: what it is exchanged for lasts as long as the family, not as long as the moment.
    const next = (await renew(token)).json().refresh_token;
    expect((await renew(next)).status).toBe(200);
    now += 1;
    expect(await renew(next)).toMatchObject(refused);
  });

  it("is worth nothing to another client, or when it was made up", async () => {
    expect(await renew(await signedIn(), "other")).toMatchObject(refused);
    expect(await renew("guess")).toMatchObject(refused);
  });

  it("keeps who it was and when the person signed in", async () => {
    const tokens = (await exchange(await codeFor())).json();
    now += 1_800_000;
    const renewed = (await renew(tokens.refresh_token)).json();
    const of = (token: string) => [decodeJwt(token).sub, decodeJwt(token)["auth_time"]];
    expect(of(renewed.id_token)).toEqual(of(tokens.id_token));
  });
});

describe("the token endpoint", () => {
  it.each([
    [{ grant_type: "refresh_token" }, 401, { error: "invalid_client" }],
    [{ client_id: "console" }, 400, { error: "invalid_request", error_description: "grant_type is missing" }],
    [{ client_id: "console", grant_type: "password" }, 400, { error: "unsupported_grant_type" }],
    [{ client_id: "console", grant_type: "client_credentials" }, 401, { error: "invalid_client" }],
    [{ client_id: "server", client_secret: "s3cret", grant_type: "client_credentials" }, 400, { error: "unauthorized_client" }],
    [
      { client_id: "program", client_secret: "pr0gram", grant_type: "client_credentials", aws_client_metadata: "{" },
      400,
      { error: "invalid_request", error_description: "aws_client_metadata must be a JSON object of texts" },
    ],
  ] as [Record<string, string>, number, object][])("answers %j with %i", async (form, status, body) => {
    const answer = await ask("POST", "/oauth2/token", form);
    expect([answer.status, answer.json(), answer.headers["cache-control"]]).toEqual([status, body, "no-store"]);
  });

  it("says why the pool's own function lets nobody in", async () => {
    refusing = "nobody signs in without a tenant";
    expect((await exchange(await codeFor())).json()).toEqual({
      error: "invalid_grant",
      error_description: "PreTokenGeneration failed with error nobody signs in without a tenant.",
    });
  });
});

describe("signing out", () => {
  it("ends the session and sends the browser where the client registered", async () => {
    const { cookie } = await signIn();
    const out = await ask("GET", "/logout", { post_logout_redirect_uri: "http://localhost:4711/", state: "s2" }, { cookies: cookie });
    expect([out.status, out.to?.href, out.headers["set-cookie"]]).toEqual([302, "http://localhost:4711/?state=s2", expect.stringContaining("Max-Age=0")]);
    expect((await ask("GET", "/oauth2/authorize", request({ prompt: "none" }), { cookies: cookie })).to?.searchParams.get("error")).toBe("login_required");
    expect((await ask("GET", "/logout", { client_id: "console", logout_uri: "https://erp.example.com/" })).to?.href).toBe("https://erp.example.com/");
  });

  it("sends nobody to a stranger, and ends the session all the same", async () => {
    const { cookie } = await signIn();
    const out = await ask("GET", "/logout", { client_id: "console", logout_uri: "https://evil.example/" }, { cookies: cookie });
    expect([out.status, out.to]).toEqual([400, undefined]);
    expect((await ask("GET", "/oauth2/authorize", request({ prompt: "none" }), { cookies: cookie })).to?.searchParams.get("error")).toBe("login_required");
  });
});

it("is an OpenID provider to the library that the console signs in with", async () => {
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      void issuerAnswer(issuer, {
        method: incoming.method ?? "GET",
        path: url.pathname,
        query: url.searchParams,
        body: Buffer.concat(chunks).toString(),
        authorization: incoming.headers.authorization,
        cookies: incoming.headers.cookie,
        baseUrl: url.origin,
      }).then((answer) => outgoing.writeHead(answer?.status ?? 404, { "content-type": String(answer?.headers["content-type"]) }).end(answer?.body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  try {
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const oidc = new OidcClient({
      authority: `${origin}/_local/issuer`,
      client_id: "console",
      redirect_uri: `${origin}/signed-in`,
      post_logout_redirect_uri: `${origin}/`,
      scope: "openid",
      stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    });
    const asked = new URL((await oidc.createSigninRequest({ state: { returnTo: "/x" }, nonce: "n2" })).url);
    const { to } = await ask("POST", asked.pathname.replace("/_local/issuer", ""), {
      ...Object.fromEntries(asked.searchParams),
      local_tenant: "acme",
      local_role: "sales",
    });
    const answer = await oidc.processSigninResponse(to?.href ?? "");
    expect(answer).toMatchObject({ userState: { returnTo: "/x" }, profile: { "custom:tenant": "acme" } });
    const renewed = await oidc.useRefreshToken({
      state: { ...answer, data: undefined, profile: answer.profile, refresh_token: answer.refresh_token ?? "" } as any,
    });
    expect(renewed.refresh_token).not.toBe(answer.refresh_token);
    expect(renewed.access_token).not.toBe(answer.access_token);
    const out = new URL((await oidc.createSignoutRequest({ id_token_hint: answer.id_token ?? "" })).url);
    expect((await ask("GET", "/logout", Object.fromEntries(out.searchParams))).to?.href).toBe(`${origin}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
