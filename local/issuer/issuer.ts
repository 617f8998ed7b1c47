import { randomUUID } from "node:crypto";
import { type JSONWebKeySet, SignJWT } from "jose";
import type { Invoke, UserPoolClientModel, UserPoolModel } from "../assembly/assembly-model.ts";
import { accessTokenClaims, type Grant, SignInRefused } from "./issuer-claims.ts";
import { Codes } from "./issuer-codes.ts";
import { idTokenClaims } from "./issuer-id-token.ts";
import { type SigningKey, signingKey } from "./issuer-keys.ts";
import { personOf } from "./issuer-person.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";
import { RefreshTokens } from "./issuer-refresh.ts";
import { Sessions } from "./issuer-sessions.ts";

/** One hour: Cognito's default for access tokens. */
const LIFETIME_SECONDS = 3600;

export type TokenRequest = { readonly tenant: string; readonly role?: string | undefined; readonly scope?: string | undefined };
export type Tokens = {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly id_token?: string;
  readonly refresh_token?: string;
};
/** How a client proves at the token endpoint who it is: a confidential one by its secret. */
export type ClientProof = { readonly clientId: string; readonly secret: string };

/**
 * A user pool as an OpenID provider: authorization code with PKCE, refresh, client credentials.
 * AWS source: Cognito Developer Guide, "The token issuer endpoint" and "Authorize endpoint".
 */
export class Issuer {
  readonly pool: UserPoolModel;
  readonly keys: JSONWebKeySet;
  readonly codes: Codes;
  readonly sessions: Sessions;
  readonly #invoke: Invoke;
  readonly #signing: SigningKey;
  readonly #refresh: RefreshTokens;

  /** `now` answers milliseconds; tests let it run. */
  constructor(pool: UserPoolModel, signing: SigningKey, invoke: Invoke, now: () => number = Date.now) {
    this.pool = pool;
    this.#signing = signing;
    this.#invoke = invoke;
    this.keys = signing.publicKeys;
    this.codes = new Codes(now);
    this.sessions = new Sessions(now);
    this.#refresh = new RefreshTokens(now);
  }

  /** `keyFile` keeps the signing key; `null` makes one for this process only. */
  static async open(pool: UserPoolModel, keyFile: string | null, invoke: Invoke): Promise<Issuer> {
    return new Issuer(pool, await signingKey(keyFile), invoke);
  }

  /** A token for the command line: a person with a role, or a machine with scopes. Local only, Cognito has no such call. */
  async tokenFor({ tenant, role, scope }: TokenRequest): Promise<Tokens> {
    const wanted = (scope ?? "")
      .split(/[ ,]+/)
      .filter((one) => one !== "")
      .map((one) => this.#fullScope(one));
    if (role === undefined) {
      const clientId = this.#clientWith("client_credentials");
      const tenantScope =
        this.pool.resourceServers.some(({ identifier }) => identifier === "tenant") || this.#triggerHandlesMachines() ? [`tenant/${tenant}`] : [];
      return this.#issue({
        triggerSource: "TokenGeneration_ClientCredentials",
        clientId,
        person: null,
        scopes: [...wanted, ...tenantScope],
        clientMetadata: { tenant },
      });
    }
    const unknown = role.split(",").find((one) => !this.pool.groups.includes(one));
    if (unknown !== undefined) throw new SignInRefused(`There is no role "${unknown}"; the user pool has ${this.pool.groups.join(", ") || "no groups"}.`);
    const claims = await accessTokenClaims(
      this.pool,
      { triggerSource: "TokenGeneration_HostedAuth", clientId: this.#clientWith("code"), person: personOf(tenant, role.split(",")), scopes: ["openid"] },
      this.#invoke,
    );
    const held = String(claims["scope"]).split(" ");
    const missing = wanted.find((one) => !held.includes(one));
    if (missing !== undefined) throw new SignInRefused(`The role "${role}" does not hold the scope ${missing}.`);
    return {
      access_token: await this.#sign(wanted.length === 0 ? claims : { ...claims, scope: wanted.join(" ") }),
      token_type: "Bearer",
      expires_in: LIFETIME_SECONDS,
    };
  }

  client(clientId: string): UserPoolClientModel | undefined {
    return this.pool.clients.find((candidate) => candidate.clientId === clientId);
  }

  async exchangeCode(code: string, proof: ClientProof, redirectUri: string, verifier: string | null): Promise<Tokens> {
    const client = this.#proven(proof);
    const { grant, nonce } = this.codes.redeem(code, { clientId: client.clientId, redirectUri, verifier });
    return { ...(await this.#issue(grant, nonce)), refresh_token: this.#refresh.issue(grant, client) };
  }

  async refresh(token: string, proof: ClientProof): Promise<Tokens> {
    const { grant, next } = this.#refresh.use(token, this.#proven(proof));
    const tokens = await this.#issue({ ...grant, triggerSource: "TokenGeneration_RefreshTokens" });
    return next === null ? tokens : { ...tokens, refresh_token: next };
  }

  async clientCredentials(proof: ClientProof, scope: string, clientMetadata: Record<string, string> | undefined): Promise<Tokens> {
    const client = this.#proven(proof);
    if (client.secret === null) throw new OAuthRefusal("invalid_client");
    if (!client.flows.includes("client_credentials")) throw new OAuthRefusal("unauthorized_client");
    const scopes = scope === "" ? client.scopes : scope.split(" ");
    if (!scopes.every((one) => client.scopes.includes(one))) throw new OAuthRefusal("invalid_scope");
    return this.#issue({
      triggerSource: "TokenGeneration_ClientCredentials",
      clientId: client.clientId,
      person: null,
      scopes,
      ...(clientMetadata !== undefined && { clientMetadata }),
    });
  }

  #proven({ clientId, secret }: ClientProof): UserPoolClientModel {
    const client = this.client(clientId);
    if (client === undefined || (client.secret !== null && client.secret !== secret)) throw new OAuthRefusal("invalid_client");
    return client;
  }

  async #issue(grant: Grant, nonce: string | null = null): Promise<Tokens> {
    const access = await this.#sign(await accessTokenClaims(this.pool, grant, this.#invoke));
    const { person, clientId, authTime } = grant;
    const tokens = { access_token: access, token_type: "Bearer", expires_in: LIFETIME_SECONDS } as const;
    if (person === null || authTime === undefined || !grant.scopes.includes("openid")) return tokens;
    return { ...tokens, id_token: await this.#sign(idTokenClaims({ issuer: this.pool.issuer, clientId, person, authTime, nonce }, access)) };
  }

  #sign(claims: Record<string, unknown>): Promise<string> {
    return new SignJWT({ jti: randomUUID(), ...claims })
      .setProtectedHeader({ kid: this.#signing.kid, alg: "RS256" })
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(this.#signing.key);
  }

  #triggerHandlesMachines(): boolean {
    return this.pool.preTokenGeneration?.version === "V3_0";
  }

  #clientWith(flow: string): string {
    const client = this.pool.clients.find(({ flows }) => flows.includes(flow)) ?? this.pool.clients[0];
    if (client === undefined) throw new SignInRefused("The user pool has no app client.");
    return client.clientId;
  }

  /** `sales:read` → `weft/sales:read`, the way Cognito writes a resource server's scope. */
  #fullScope(scope: string): string {
    const server = scope.includes("/") ? undefined : this.pool.resourceServers.find(({ scopes }) => scopes.includes(scope));
    return server === undefined ? scope : `${server.identifier}/${scope}`;
  }
}
