import { createHash, randomBytes } from "node:crypto";
import { type JSONWebKeySet, SignJWT } from "jose";
import type { Invoke, UserPoolModel } from "../assembly/assembly-model.ts";
import { accessTokenClaims, type Grant, SignInRefused } from "./issuer-claims.ts";
import { type SigningKey, signingKey } from "./issuer-keys.ts";
import { type Person, personOf } from "./issuer-person.ts";

/** One hour: Cognito's default for access tokens. */
const LIFETIME_SECONDS = 3600;

export type TokenRequest = { readonly tenant: string; readonly role?: string | undefined; readonly scope?: string | undefined };
export type Tokens = { readonly access_token: string; readonly token_type: "Bearer"; readonly expires_in: number; readonly refresh_token?: string };
type Code = { readonly grant: Grant; readonly redirectUri: string; readonly challenge: string | null; readonly expires: number };

/**
 * A user pool as an OAuth 2.0 server: authorization code with PKCE, refresh, client credentials.
 * AWS source: Cognito Developer Guide, "The token issuer endpoint" and "Authorize endpoint".
 */
export class Issuer {
  readonly pool: UserPoolModel;
  readonly keys: JSONWebKeySet;
  readonly #invoke: Invoke;
  readonly #signing: SigningKey;
  readonly #codes = new Map<string, Code>();
  readonly #refresh = new Map<string, Grant>();

  constructor(pool: UserPoolModel, signing: SigningKey, invoke: Invoke) {
    this.pool = pool;
    this.#signing = signing;
    this.#invoke = invoke;
    this.keys = signing.publicKeys;
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

  /** Whether this client may be answered at this address: exactly as registered, or the same path on this machine. */
  redirectAllowed(clientId: string, redirectUri: string): boolean {
    const client = this.pool.clients.find((candidate) => candidate.clientId === clientId);
    if (client === undefined || !URL.canParse(redirectUri)) return false;
    const asked = new URL(redirectUri);
    const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(asked.hostname);
    return client.callbackUrls.some(
      (allowed) => allowed === redirectUri || (loopback && URL.canParse(allowed) && new URL(allowed).pathname === asked.pathname),
    );
  }

  /** A code for someone who chose to be `role` in `tenant`; good once, for five minutes. */
  authorize(request: { clientId: string; redirectUri: string; scope: string; challenge: string | null; tenant: string; role: string }): string {
    const person: Person = personOf(request.tenant, [request.role]);
    const code = randomBytes(24).toString("base64url");
    const grant: Grant = {
      triggerSource: "TokenGeneration_HostedAuth",
      clientId: request.clientId,
      person,
      scopes: request.scope.split(" ").filter((one) => one !== ""),
    };
    this.#codes.set(code, { grant, redirectUri: request.redirectUri, challenge: request.challenge, expires: Date.now() + 300_000 });
    return code;
  }

  async exchangeCode(code: string, clientId: string, redirectUri: string, verifier: string | null): Promise<Tokens> {
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const proven = known?.challenge == null || (verifier !== null && createHash("sha256").update(verifier).digest("base64url") === known.challenge);
    if (known === undefined || known.expires < Date.now() || known.grant.clientId !== clientId || known.redirectUri !== redirectUri || !proven)
      throw new SignInRefused("invalid_grant");
    const refresh = randomBytes(32).toString("base64url");
    this.#refresh.set(refresh, known.grant);
    return { ...(await this.#issue(known.grant)), refresh_token: refresh };
  }

  async refresh(token: string, clientId: string): Promise<Tokens> {
    const grant = this.#refresh.get(token);
    if (grant === undefined || grant.clientId !== clientId) throw new SignInRefused("invalid_grant");
    return this.#issue({ ...grant, triggerSource: "TokenGeneration_RefreshTokens" });
  }

  async clientCredentials(clientId: string, secret: string, scope: string, clientMetadata: Record<string, string> | undefined): Promise<Tokens> {
    const client = this.pool.clients.find((candidate) => candidate.clientId === clientId);
    if (client === undefined || client.secret === null || client.secret !== secret) throw new SignInRefused("invalid_client");
    if (!client.flows.includes("client_credentials")) throw new SignInRefused("unauthorized_client");
    const scopes = scope === "" ? client.scopes : scope.split(" ");
    if (!scopes.every((one) => client.scopes.includes(one))) throw new SignInRefused("invalid_scope");
    return this.#issue({
      triggerSource: "TokenGeneration_ClientCredentials",
      clientId,
      person: null,
      scopes,
      ...(clientMetadata !== undefined && { clientMetadata }),
    });
  }

  async #issue(grant: Grant): Promise<Tokens> {
    const claims = await accessTokenClaims(this.pool, grant, this.#invoke);
    return { access_token: await this.#sign(claims), token_type: "Bearer", expires_in: LIFETIME_SECONDS };
  }

  #sign(claims: Record<string, unknown>): Promise<string> {
    return new SignJWT(claims)
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
