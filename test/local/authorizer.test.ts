// AWS source: API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers in API Gateway".
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { jwtAuthorizer } from "../../local/gateway/authorizer.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_pool";
const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
const stranger = await generateKeyPair("RS256");
const publicJwk = await exportJWK(publicKey);
const authorize = jwtAuthorizer({ keys: [{ ...publicJwk, kid: "k1", alg: "RS256", use: "sig" }] });
const authorizer = { id: "a", issuer, audience: ["client-1"] };
const now = Math.floor(Date.now() / 1000);
const good = { iss: issuer, client_id: "client-1", token_use: "access", scope: "weft/sales:read openid", sub: "u1", iat: now - 10, exp: now + 600 };
const sign = (claims: Record<string, unknown>, key = privateKey, header: Record<string, string> = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1", ...header }).sign(key);
const check = (authorization: string | undefined, scopes = ["weft/sales:read"]) => authorize(authorizer, scopes, authorization);
const status = async (authorization: string | undefined, scopes?: string[]) => {
  const decision = await check(authorization, scopes);
  return decision.ok ? 200 : decision.response.status;
};
const without = (...names: string[]) => Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name)));
const tampered = async () => {
  const [head, , signature] = (await sign(good)).split(".");
  return `${head}.${Buffer.from(JSON.stringify({ ...good, sub: "admin" })).toString("base64url")}.${signature}`;
};
const confused = () => new SignJWT(good).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(new TextEncoder().encode(publicJwk.n));

describe("refused with 401", () => {
  test.each<[string, () => Promise<string | undefined> | string | undefined]>([
    ["no header", () => undefined],
    ["an empty token", () => "Bearer "],
    ["not a token", () => "Bearer abc.def.ghi"],
    ["another scheme", () => `Basic ${btoa("a:b")}`],
    ["no signature (alg none)", () => `Bearer ${new UnsecuredJWT(good).encode()}`],
    ["a symmetric signature made with the public key", async () => `Bearer ${await confused()}`],
    ["another key under the same kid", async () => `Bearer ${await sign(good, stranger.privateKey)}`],
    ["a kid nobody has", async () => `Bearer ${await sign(good, privateKey, { kid: "k2" })}`],
    ["claims changed after signing", async () => `Bearer ${await tampered()}`],
    ["another issuer", async () => `Bearer ${await sign({ ...good, iss: `${issuer}x` })}`],
    ["no issuer", async () => `Bearer ${await sign(without("iss"))}`],
    ["another client", async () => `Bearer ${await sign({ ...good, client_id: "client-2" })}`],
    ["another audience although client_id fits", async () => `Bearer ${await sign({ ...good, aud: "client-2" })}`],
    ["neither audience nor client", async () => `Bearer ${await sign(without("client_id"))}`],
    ["expired", async () => `Bearer ${await sign({ ...good, exp: now - 1 })}`],
    ["no expiry", async () => `Bearer ${await sign(without("exp"))}`],
    ["not valid yet", async () => `Bearer ${await sign({ ...good, nbf: now + 300 })}`],
    ["issued in the future", async () => `Bearer ${await sign({ ...good, iat: now + 300 })}`],
  ])("%s", async (_what, token) => {
    const decision = await check(await token());
    expect(decision).toMatchObject({ ok: false, response: { status: 401, body: '{"message":"Unauthorized"}' } });
    expect(!decision.ok && decision.response.headers["www-authenticate"]).toMatch(/^Bearer/);
  });
});

test("403 without one of the route's scopes: an ID token too, it has none", async () => {
  expect(await status(`Bearer ${await sign(good)}`, ["weft/sales:write"])).toBe(403);
  const decision = await check(`Bearer ${await sign({ ...without("scope"), token_use: "id", aud: "client-1" })}`);
  expect(decision).toMatchObject({ ok: false, response: { status: 403, body: '{"message":"Forbidden"}' } });
});

test("accepted: aud or client_id, Bearer or the bare token, scope or scp, any one scope", async () => {
  const token = await sign(good);
  expect(await status(`Bearer ${token}`)).toBe(200);
  expect(await status(`bearer ${token}`)).toBe(200);
  expect(await status(token, ["other", "openid"])).toBe(200);
  expect(await status(`Bearer ${await sign({ ...without("client_id"), aud: ["x", "client-1"] })}`)).toBe(200);
  expect(await status(`Bearer ${await sign({ ...without("scope"), scp: ["weft/sales:read"] })}`)).toBe(200);
});

test("claims arrive as text, lists as [a b], scopes null where the route asks for none", async () => {
  const token = `Bearer ${await sign({ ...good, "cognito:groups": ["sales", "finance"], count: 3, flag: true })}`;
  expect(await check(token)).toMatchObject({
    ok: true,
    jwt: {
      scopes: ["weft/sales:read", "openid"],
      claims: { sub: "u1", exp: String(now + 600), "cognito:groups": "[sales finance]", count: "3", flag: "true" },
    },
  });
  expect(await check(token, [])).toMatchObject({ ok: true, jwt: { scopes: null } });
});
