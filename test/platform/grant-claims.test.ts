import { describe, expect, it } from "vitest";
import { handler } from "../../functions/platform/grant-claims.ts";
import { lambdaContext } from "../kit/gateway-event.ts";

const grant = async (event: object) =>
  (
    (await handler(event as never, lambdaContext() as never)) as {
      response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: Record<string, unknown> } };
    }
  ).response.claimsAndScopeOverrideDetails.accessTokenGeneration;
const person = (groupsToOverride: string[], tenant: unknown = "acme", scopes: string[] = ["openid"]) => ({
  version: "3",
  triggerSource: "TokenGeneration_HostedAuth",
  request: { userAttributes: { sub: "u", "custom:tenant": tenant }, groupConfiguration: { groupsToOverride }, scopes },
});

describe("grant claims", () => {
  it("gives a person the tenant and the scopes of the roles, as strings", async () => {
    const { claimsToAddOrOverride, scopesToAdd } = await grant(person(["sales"]));
    expect(claimsToAddOrOverride).toEqual({ tenant: "acme", roles: "sales" });
    expect(scopesToAdd).toContain("weft/sales:write");
    expect(scopesToAdd).not.toContain("weft/finance:write");
  });

  it("gives nobody a right by an unknown role or by asking for it", async () => {
    const granted = await grant(person(["emperor"], "acme", ["openid", "weft/finance:write"]));
    expect(granted).toMatchObject({ scopesToAdd: [], scopesToSuppress: ["weft/finance:write"] });
  });

  it("gives an administrator everything", async () => {
    expect((await grant(person(["admin"])))["scopesToAdd"]).toEqual(
      expect.arrayContaining(["weft/sales:write", "weft/finance:write", "weft/inventory:write", "weft/catalog:write"]),
    );
  });

  it("gives a machine the tenant of its client, which it cannot choose", async () => {
    const machine = (scopes: string[]) =>
      grant({ version: "3", triggerSource: "TokenGeneration_ClientCredentials", request: { scopes, clientMetadata: { tenant: "other" } } });
    expect(await machine(["weft/sales:read", "tenant/acme"])).toMatchObject({ claimsToAddOrOverride: { tenant: "acme" }, scopesToAdd: [] });
    await expect(machine(["weft/sales:read"])).rejects.toThrow("tenant");
    await expect(machine(["tenant/acme", "tenant/other"])).rejects.toThrow("tenant");
  });

  it.each([null, "", "A B", "a#b", 7, "null", "undefined", "true", "4711"])("signs nobody in with the tenant %s", async (tenant) => {
    await expect(grant(person(["sales"], tenant))).rejects.toThrow();
  });
});
