import { randomUUID } from "node:crypto";
import * as z from "zod";
import { REGION } from "../assembly/assembly-identity.ts";
import type { Invoke, UserPoolModel } from "../assembly/assembly-model.ts";
import type { Person } from "./issuer-person.ts";

/** Who asks for a token, and by which of the hosted ways. */
export type Grant = {
  readonly triggerSource: "TokenGeneration_HostedAuth" | "TokenGeneration_RefreshTokens" | "TokenGeneration_ClientCredentials";
  readonly clientId: string;
  readonly person: Person | null;
  readonly scopes: readonly string[];
  /** When the person signed in, in seconds; the same after every renewal. Absent: now. */
  readonly authTime?: number;
  readonly clientMetadata?: Readonly<Record<string, string>>;
};

/** The sign-in failed in a way the caller may read. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
}

const Answer = z.object({
  response: z
    .object({
      claimsAndScopeOverrideDetails: z
        .object({
          accessTokenGeneration: z
            .object({
              claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
              claimsToSuppress: z.array(z.string()).nullish(),
              scopesToAdd: z.array(z.string()).nullish(),
              scopesToSuppress: z.array(z.string()).nullish(),
            })
            .nullish(),
          groupOverrideDetails: z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** Claims the trigger may neither add nor change (Cognito: "Claims and scopes that you can't modify", for access tokens). */
const reserved = new Set([
  "acr",
  "amr",
  "at_hash",
  "auth_time",
  "azp",
  "client_id",
  "exp",
  "iat",
  "identities",
  "iss",
  "jti",
  "nbf",
  "nonce",
  "origin_jti",
  "scope",
  "sub",
  "token_use",
  "username",
  "version",
  "event_id",
  "device_key",
  "cognito:username",
]);

/**
 * The claims of an access token, made by asking the pool's own pre-token-generation function.
 * AWS source: Cognito Developer Guide, "Pre token generation Lambda trigger" (event versions 2 and 3) and
 * "Understanding the access token".
 */
export async function accessTokenClaims(pool: UserPoolModel, grant: Grant, invoke: Invoke): Promise<Record<string, unknown>> {
  const { person, clientId } = grant;
  const change = await askTrigger(pool, grant, invoke);
  const tokens = change?.accessTokenGeneration;
  const suppressed = new Set(tokens?.scopesToSuppress ?? []);
  const scopes = [...new Set([...grant.scopes, ...(tokens?.scopesToAdd ?? [])])].filter((scope) => !suppressed.has(scope));
  const groups = change?.groupOverrideDetails?.groupsToOverride ?? person?.roles ?? [];
  const now = Math.floor(Date.now() / 1000);
  const claims: Record<string, unknown> = {
    sub: person?.sub ?? clientId,
    ...(groups.length > 0 && { "cognito:groups": groups }),
    iss: pool.issuer,
    version: 2,
    client_id: clientId,
    ...(person !== null && { origin_jti: randomUUID(), event_id: randomUUID() }),
    token_use: "access",
    scope: scopes.join(" "),
    auth_time: grant.authTime ?? now,
    jti: randomUUID(),
    ...(person !== null && { username: person.username }),
  };
  for (const name of tokens?.claimsToSuppress ?? []) if (!reserved.has(name)) delete claims[name];
  for (const [name, value] of Object.entries(tokens?.claimsToAddOrOverride ?? {})) if (!reserved.has(name)) claims[name] = value;
  return claims;
}

async function askTrigger(pool: UserPoolModel, grant: Grant, invoke: Invoke) {
  const trigger = pool.preTokenGeneration;
  const machine = grant.person === null;
  // Only event version 3 is sent for machines; version 1 cannot change access tokens at all.
  if (trigger === null || trigger.version === "V1_0" || (machine && trigger.version !== "V3_0")) return undefined;
  const result = await invoke(trigger.functionName, triggerEvent(pool, grant, trigger.version === "V3_0" ? "3" : "2"));
  if (!result.ok) throw new SignInRefused(`PreTokenGeneration failed with error ${result.error.errorMessage}.`);
  const answer = Answer.safeParse(result.value);
  if (!answer.success) throw new SignInRefused("Unrecognizable lambda output");
  return answer.data.response?.claimsAndScopeOverrideDetails ?? undefined;
}

function triggerEvent(pool: UserPoolModel, { triggerSource, clientId, person, scopes, clientMetadata }: Grant, version: "2" | "3") {
  return {
    version,
    triggerSource,
    region: REGION,
    userPoolId: pool.poolId,
    userName: person?.username ?? clientId,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId },
    request: {
      userAttributes:
        person === null
          ? {}
          : {
              sub: person.sub,
              email: `${person.username}@example.test`,
              email_verified: "true",
              "cognito:user_status": "CONFIRMED",
              "custom:tenant": person.tenant,
            },
      groupConfiguration: { groupsToOverride: person?.roles ?? [], iamRolesToOverride: [], preferredRole: null },
      scopes,
      ...(clientMetadata !== undefined && { clientMetadata }),
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
}
