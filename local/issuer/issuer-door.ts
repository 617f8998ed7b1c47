import * as z from "zod";
import type { GatewayResponse } from "../gateway/gateway-response.ts";
import type { Issuer } from "./issuer.ts";
import { authorize, signIn, signOut } from "./issuer-authorize.ts";
import { SignInRefused } from "./issuer-claims.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";
import { tokenAnswer } from "./issuer-token.ts";

export type IssuerRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
  /** the request's `cookie` header */
  readonly cookies: string | undefined;
  readonly baseUrl: string;
};

/** Where the issuer is found on this machine: below it lies its discovery document. */
export const ISSUER_PATH = "/_local/issuer";

const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): GatewayResponse => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
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
      case `GET ${ISSUER_PATH}/.well-known/jwks.json`:
        return json(200, issuer.keys);
      case `GET ${ISSUER_PATH}/.well-known/openid-configuration`:
        return json(200, discovery(issuer, request.baseUrl));
      case `GET ${ISSUER_PATH}/oauth2/authorize`:
        return authorize(issuer, request.query, request.cookies);
      case `POST ${ISSUER_PATH}/oauth2/authorize`:
        return signIn(issuer, new URLSearchParams(request.body));
      case `POST ${ISSUER_PATH}/oauth2/token`:
        return json(200, await tokenAnswer(issuer, new URLSearchParams(request.body), request.authorization));
      case `GET ${ISSUER_PATH}/logout`:
        return signOut(issuer, request.query, request.cookies);
      case "POST /_local/token":
        return json(200, await issuer.tokenFor(TokenBody.parse(JSON.parse(request.body))));
      default:
        return null;
    }
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return refusal(thrown);
    if (thrown instanceof SignInRefused) return json(400, { error: thrown.message });
    if (thrown instanceof SyntaxError) return json(400, { error: "the body is not JSON" });
    if (thrown instanceof z.ZodError) return json(400, { error: thrown.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ") });
    throw thrown;
  }
}

/** RFC 6749, section 5.2: 401 with a challenge for a client that is not who it says, 400 for everything else. */
function refusal({ code, description }: OAuthRefusal): GatewayResponse {
  const body = { error: code, ...(description !== undefined && { error_description: description }) };
  return code === "invalid_client" ? json(401, body, { "www-authenticate": 'Basic realm="weft"' }) : json(400, body);
}

/** OpenID Connect Discovery 1.0. The issuer is the user pool's, as in the tokens: the API checks it. */
function discovery({ pool }: Issuer, baseUrl: string) {
  const issuerUrl = `${baseUrl}${ISSUER_PATH}`;
  return {
    issuer: pool.issuer,
    jwks_uri: `${issuerUrl}/.well-known/jwks.json`,
    authorization_endpoint: `${issuerUrl}/oauth2/authorize`,
    token_endpoint: `${issuerUrl}/oauth2/token`,
    end_session_endpoint: `${issuerUrl}/logout`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
    prompt_values_supported: ["none", "login"],
    id_token_signing_alg_values_supported: ["RS256"],
    subject_types_supported: ["public"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    scopes_supported: ["openid", ...pool.resourceServers.flatMap(({ identifier, scopes }) => scopes.map((scope) => `${identifier}/${scope}`))],
  };
}
