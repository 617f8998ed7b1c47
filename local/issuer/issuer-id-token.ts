import { createHash } from "node:crypto";
import type { Person } from "./issuer-person.ts";

type Subject = { readonly issuer: string; readonly clientId: string; readonly person: Person; readonly authTime: number; readonly nonce: string | null };

/**
 * The claims of an ID token: who signed in, for the client alone. The API takes none.
 * AWS source: Cognito Developer Guide, "Understanding the identity (ID) token"; `at_hash`: OpenID Connect Core, section 3.1.3.6.
 */
export function idTokenClaims({ issuer, clientId, person, authTime, nonce }: Subject, accessToken: string): Record<string, unknown> {
  return {
    sub: person.sub,
    aud: clientId,
    iss: issuer,
    token_use: "id",
    auth_time: authTime,
    at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
    "cognito:username": person.username,
    "cognito:groups": person.roles,
    "custom:tenant": person.tenant,
    email: `${person.username}@example.test`,
    email_verified: true,
    ...(nonce !== null && { nonce }),
  };
}
