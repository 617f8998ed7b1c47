import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import type { JwtAuthorizerModel } from "../assembly/assembly-model.ts";
import { type GatewayResponse, message } from "./gateway-response.ts";

/** What the function sees of the token, under `requestContext.authorizer.jwt`. */
export type JwtContext = { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };
type Decision = { readonly ok: true; readonly jwt: JwtContext } | { readonly ok: false; readonly response: GatewayResponse };
export type Authorize = (authorizer: JwtAuthorizerModel, scopes: readonly string[], authorization: string | undefined) => Promise<Decision>;

/** HTTP APIs verify RSA signatures only. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

/**
 * A JWT authorizer: signature, `iss`, `aud` (or `client_id` when there is no `aud`), `exp`, `nbf`, `iat`, and at least
 * one of the route's scopes in `scope` or `scp`. AWS source: API Gateway Developer Guide, "Control access to HTTP APIs
 * with JWT authorizers in API Gateway" (Authorizing API requests).
 */
export function jwtAuthorizer(keys: JSONWebKeySet): Authorize {
  const keySet = createLocalJWKSet(keys);
  return async ({ issuer, audience }, routeScopes, authorization) => {
    const token = authorization?.replace(/^Bearer\s+/i, "").trim() ?? "";
    if (token === "") return unauthorized("");
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, algorithms, requiredClaims: ["exp"] });
      const holders = payload.aud === undefined ? [payload["client_id"]] : [payload.aud].flat();
      if (!holders.some((holder) => typeof holder === "string" && audience.includes(holder))) return unauthorized("invalid audience");
      if (payload.iat !== undefined && payload.iat > Math.floor(Date.now() / 1000)) return unauthorized("the token was issued in the future");
      const held = scopesOf(payload);
      if (routeScopes.length > 0 && !routeScopes.some((scope) => held?.includes(scope) === true)) return forbidden(routeScopes);
      return { ok: true, jwt: { claims: textClaims(payload), scopes: routeScopes.length === 0 ? null : held } };
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) return unauthorized(thrown instanceof errors.JWTExpired ? "the token has expired" : "invalid token");
      throw thrown;
    }
  };
}

function scopesOf(payload: JWTPayload): string[] | null {
  const scope = payload["scope"] ?? payload["scp"];
  if (typeof scope === "string") return scope.split(" ").filter((one) => one !== "");
  return Array.isArray(scope) ? scope.map(String) : null;
}

/** Every claim arrives as text, a list as `[a b]` (seen on deployed HTTP APIs; the guide shows strings only). */
function textClaims(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(" ")}]`;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function unauthorized(reason: string): Decision {
  const challenge = reason === "" ? "Bearer" : `Bearer scope="" error="invalid_token" error_description="${reason}"`;
  return { ok: false, response: message(401, "Unauthorized", { "www-authenticate": challenge }) };
}

function forbidden(scopes: readonly string[]): Decision {
  return { ok: false, response: message(403, "Forbidden", { "www-authenticate": `Bearer scope="${scopes.join(" ")}" error="insufficient_scope"` }) };
}
