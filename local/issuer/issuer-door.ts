import * as z from "zod";
import type { Issuer, Tokens } from "./issuer.ts";
import { SignInRefused } from "./issuer-claims.ts";
import { signInPage } from "./issuer-page.ts";
import type { GatewayResponse } from "../gateway/gateway-response.ts";

export type IssuerRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly baseUrl: string;
};

const json = (status: number, value: unknown): GatewayResponse => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(value),
});
const TokenBody = z
  .strictObject({ tenant: z.string().regex(/^[a-z0-9][a-z0-9-]*$/), role: z.string().min(1).optional(), scope: z.string().min(1).optional() })
  .refine(({ role, scope }) => role !== undefined || scope !== undefined, "name a role or a scope");

/**
 * The issuer's addresses under `/_local/`. `null` when the path is none of them.
 * AWS source: Cognito Developer Guide, "OAuth 2.0, OpenID Connect, and SAML 2.0 federation endpoints reference".
 */
export async function issuerAnswer(issuer: Issuer, request: IssuerRequest): Promise<GatewayResponse | null> {
  try {
    switch (`${request.method} ${request.path}`) {
      case "GET /_local/issuer/.well-known/jwks.json":
        return json(200, issuer.keys);
      case "GET /_local/issuer/.well-known/openid-configuration":
        return json(200, discovery(issuer, request.baseUrl));
      case "GET /_local/issuer/oauth2/authorize":
        return showSignIn(issuer, request.query);
      case "POST /_local/issuer/oauth2/authorize":
        return signIn(issuer, new URLSearchParams(request.body));
      case "POST /_local/issuer/oauth2/token":
        return json(200, await exchange(issuer, new URLSearchParams(request.body), request.authorization));
      case "POST /_local/token":
        return json(200, await issuer.tokenFor(TokenBody.parse(JSON.parse(request.body))));
      default:
        return null;
    }
  } catch (thrown) {
    if (thrown instanceof SignInRefused) return json(400, { error: thrown.message });
    if (thrown instanceof SyntaxError) return json(400, { error: "the body is not JSON" });
    if (thrown instanceof z.ZodError) return json(400, { error: thrown.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ") });
    throw thrown;
  }
}

function discovery({ pool }: Issuer, baseUrl: string) {
  const issuerUrl = `${baseUrl}/_local/issuer`;
  return {
    issuer: pool.issuer,
    jwks_uri: `${issuerUrl}/.well-known/jwks.json`,
    authorization_endpoint: `${issuerUrl}/oauth2/authorize`,
    token_endpoint: `${issuerUrl}/oauth2/token`,
    response_types_supported: ["code"],
    id_token_signing_alg_values_supported: ["RS256"],
    subject_types_supported: ["public"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    scopes_supported: ["openid", ...pool.resourceServers.flatMap(({ identifier, scopes }) => scopes.map((scope) => `${identifier}/${scope}`))],
  };
}

/** An address that is not registered gets no redirect: it would hand the code to a stranger. */
function refusalOf(issuer: Issuer, asked: URLSearchParams): string | null {
  if (asked.get("response_type") !== "code") return "response_type must be code";
  if (!issuer.redirectAllowed(asked.get("client_id") ?? "", asked.get("redirect_uri") ?? ""))
    return "client_id or redirect_uri is not registered with the user pool";
  const method = asked.get("code_challenge_method");
  return asked.has("code_challenge") && method !== "S256" ? "code_challenge_method must be S256" : null;
}

function showSignIn(issuer: Issuer, asked: URLSearchParams): GatewayResponse {
  const refusal = refusalOf(issuer, asked);
  if (refusal !== null) return json(400, { error: refusal });
  return {
    status: 200,
    headers: {
      "content-type": "text/html;charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    body: signInPage(issuer.pool, asked),
  };
}

function signIn(issuer: Issuer, form: URLSearchParams): GatewayResponse {
  const refusal = refusalOf(issuer, form);
  const [tenant, role] = [form.get("local_tenant") ?? "", form.get("local_role") ?? ""];
  if (refusal !== null) return json(400, { error: refusal });
  if (!/^[a-z0-9][a-z0-9-]*$/.test(tenant) || !issuer.pool.groups.includes(role)) return json(400, { error: "choose a tenant and a role" });
  const redirectUri = form.get("redirect_uri") ?? "";
  const target = new URL(redirectUri);
  target.searchParams.set(
    "code",
    issuer.authorize({
      clientId: form.get("client_id") ?? "",
      redirectUri,
      scope: form.get("scope") ?? "openid",
      challenge: form.get("code_challenge"),
      tenant,
      role,
    }),
  );
  const state = form.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return { status: 303, headers: { location: target.href, "cache-control": "no-store" }, body: "" };
}

async function exchange(issuer: Issuer, form: URLSearchParams, authorization: string | undefined): Promise<Tokens> {
  const basic = Buffer.from(/^Basic (.+)$/i.exec(authorization ?? "")?.[1] ?? "", "base64")
    .toString()
    .split(":");
  const clientId = basic[0] || (form.get("client_id") ?? "");
  const secret = basic[1] ?? form.get("client_secret") ?? "";
  switch (form.get("grant_type")) {
    case "authorization_code":
      return issuer.exchangeCode(form.get("code") ?? "", clientId, form.get("redirect_uri") ?? "", form.get("code_verifier"));
    case "refresh_token":
      return issuer.refresh(form.get("refresh_token") ?? "", clientId);
    case "client_credentials": {
      const metadata = form.get("aws_client_metadata");
      return issuer.clientCredentials(
        clientId,
        secret,
        form.get("scope") ?? "",
        metadata === null ? undefined : z.record(z.string(), z.string()).parse(JSON.parse(metadata)),
      );
    }
    default:
      throw new SignInRefused("unsupported_grant_type");
  }
}
