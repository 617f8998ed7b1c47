import * as z from "zod";
import { scopesOf } from "../../domain/platform/roles.ts";
import { TENANT } from "../_runtime/keys.ts";
import { machinery } from "../_runtime/use-case.ts";

const PREFIX = "weft/";
/** A machine's tenant is a scope its app client was given when it was created, so it cannot choose another one's. */
const TENANT_SCOPE = "tenant/";

/** What Cognito sends before it signs an access token (AWS: "Pre token generation Lambda trigger", event versions 2 and 3). */
const SignIn = z.looseObject({
  triggerSource: z.string(),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.unknown()).nullish(),
    groupConfiguration: z.looseObject({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
});

/** Turns a person's roles into scopes and names the tenant, as plain string claims: the gateway hands arrays on in a form of its own. */
async function grant(event: unknown): Promise<unknown> {
  const signIn = SignIn.parse(event);
  const isMachine = signIn.triggerSource === "TokenGeneration_ClientCredentials";
  const asked = signIn.request.scopes ?? [];
  const roles = signIn.request.groupConfiguration?.groupsToOverride ?? [];
  const tenant = isMachine ? onlyTenantOf(asked) : signIn.request.userAttributes?.["custom:tenant"];
  if (typeof tenant !== "string" || !TENANT.test(tenant)) throw new Error("nobody signs in without a tenant");
  return {
    ...signIn,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant, roles: roles.join(" ") },
          scopesToAdd: isMachine ? [] : scopesOf(roles).map((scope) => PREFIX + scope),
          // A person's scopes come from roles alone, whatever the client asked for.
          scopesToSuppress: isMachine
            ? []
            : asked.filter((scope) => scope.startsWith(PREFIX) && !scopesOf(roles).some((granted) => scope === PREFIX + granted)),
        },
      },
    },
  };
}

function onlyTenantOf(scopes: readonly string[]): string | undefined {
  const tenants = scopes.filter((scope) => scope.startsWith(TENANT_SCOPE)).map((scope) => scope.slice(TENANT_SCOPE.length));
  return tenants.length === 1 ? tenants[0] : undefined;
}

export const useCase = machinery({ summary: "Give a token its tenant and the scopes of its roles", part: "sign-in", touches: [], timeout: 5 }, grant);
export const { handler } = useCase;
