import { generateKeyPair, type JWTPayload, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { each, type House } from "./house.ts";
import { guarded, operation } from "./operations.ts";

type Forge = (house: House) => Promise<string>;
const now = () => Math.floor(Date.now() / 1000);
const changed =
  (change: Readonly<Record<string, unknown>>): Forge =>
  async (house) =>
    house.sign({ ...(await house.claims()), ...change });
const stranger = generateKeyPair("RS256");

/** Ways to be nobody. Each is refused on every route there is. */
const forgeries: Readonly<Record<string, Forge>> = {
  "no token": async () => "",
  "no signature (alg none)": async (house) => new UnsecuredJWT((await house.claims()) as JWTPayload).encode(),
  "a symmetric signature made with the public key": async (house) =>
    house.sign(await house.claims(), { alg: "HS256" }, new TextEncoder().encode(house.publicKey.n)),
  "a kid nobody has": async (house) => house.sign(await house.claims(), { kid: "another" }),
  "another pool's key under our kid": async (house) => house.sign(await house.claims(), {}, (await stranger).privateKey),
  "another pool's issuer": changed({ iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_other" }),
  "another client": changed({ client_id: "another-client" }),
  "another audience": changed({ aud: "another-client" }),
  expired: changed({ exp: now() - 1 }),
  "not valid yet": changed({ nbf: now() + 300 }),
  "no expiry": changed({ exp: undefined }),
  "claims changed after signing": async (house) => {
    const [head, , signature] = (await house.tokenOf("admin", "acme")).split(".");
    return `${head}.${Buffer.from(JSON.stringify({ ...(await house.claims()), tenant: "globex" })).toString("base64url")}.${signature}`;
  },
  "a key of its own by jku": async (house) => house.sign(await house.claims(), { jku: "http://127.0.0.1/keys.json", kid: "mine" }, (await stranger).privateKey),
  "a key of its own by x5u": async (house) => house.sign(await house.claims(), { x5u: "http://127.0.0.1/mine.pem" }, (await stranger).privateKey),
  "half a token": async (house) => (await house.tokenOf("admin", "acme")).slice(0, -20),
};

/** Tokens that the gateway takes and a function must not: signed by us, but silent on who calls for which tenant. */
const shapes: readonly (readonly [what: string, status: 401 | 403, change: Readonly<Record<string, unknown>>])[] = [
  ["no tenant", 401, { tenant: undefined }],
  ["a list of tenants", 401, { tenant: ["acme"] }],
  ["two tenants in a list", 401, { tenant: ["acme", "globex"] }],
  ["a number for a tenant", 401, { tenant: 7 }],
  ["a long number for a tenant", 401, { tenant: 4711 }],
  ["yes for a tenant", 401, { tenant: true }],
  ["nothing for a tenant", 401, { tenant: null }],
  ["an empty tenant", 401, { tenant: "" }],
  ["a tenant that is a key", 401, { tenant: "acme#customer" }],
  ["a tenant in capitals", 401, { tenant: "ACME" }],
  ["the owner of what is nobody's", 401, { tenant: "-" }],
  ["a tenant with a line end", 401, { tenant: "acme\n" }],
  ["a person without a name", 401, { sub: "" }],
  ["no scope", 403, { scope: undefined }],
  ["an empty scope", 403, { scope: "" }],
  ["scopes as a list", 401, { scope: ["weft/sales:read", "weft/sales:write", "openid"] }],
  ["scopes of another server", 403, { scope: "other/sales:read" }],
  ["scopes that only begin alike", 403, { scope: "weft/sales:reader weft/sales" }],
  ["every role by name and no scope", 403, { scope: "openid", roles: "admin", "cognito:groups": ["admin"] }],
];

export const tokens = (house: () => House) =>
  describe("a token", () => {
    it.each(Object.entries(forgeries))("%s: 401 on every route", async (_what, forge) => {
      const token = await forge(house());
      await each(guarded, async (called) => {
        const { status, headers, text } = await house().call(called, { token });
        expect([called.id, status, text]).toEqual([called.id, 401, '{"message":"Unauthorized"}']);
        expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
      });
    });

    it("that says whom, not what for (an ID token): 403 on every route, for it has no scope", async () => {
      const { scope: _, client_id: client, ...claims } = await house().claims();
      const token = await house().sign({ ...claims, token_use: "id", aud: client });
      await each(guarded, async (called) => expect([called.id, (await house().call(called, { token })).status]).toEqual([called.id, 403]));
    });

    it("of ten kilobytes is refused before anybody reads it", async () => {
      const token = await house().sign({ ...(await house().claims()), padding: "x".repeat(10_000) });
      const answer = await fetch(`${house().runtime.url}/sales/customers`, { headers: { authorization: `Bearer ${token}` } });
      expect([answer.status, await answer.text()]).toEqual([431, '{"message":"Request Header Fields Too Large"}']);
    });

    it.each(shapes)("with %s: %i, never no rights that work all the same", async (_what, wanted, change) => {
      const token = await house().sign({ ...(await house().claims()), ...change });
      for (const id of ["list-customers", "register-customer"]) {
        const { status } = await house().call(operation(id), { token, ...(id.startsWith("list") ? {} : { body: { name: "Nobody" } }) });
        expect([id, status]).toEqual([id, wanted]);
      }
    });
  });
