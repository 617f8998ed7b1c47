import * as z from "zod";
import { REGION } from "./assembly-identity.ts";
import type { UserPoolModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { Resources } from "./assembly-resources.ts";

const LambdaConfig = z.strictObject(
  {
    PreTokenGeneration: z.string().optional(),
    PreTokenGenerationConfig: z.object({ LambdaArn: z.string(), LambdaVersion: z.enum(["V1_0", "V2_0", "V3_0"]) }).optional(),
  },
  { error: "only the pre-token-generation trigger is emulated" },
);

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/**
 * AWS source: CloudFormation AWS::Cognito::UserPool, UserPoolGroup, UserPoolResourceServer, UserPoolClient.
 * Passwords, mail, multi-factor and devices guard real people and are left out: the local sign-in page lists ready-made ones.
 */
export function readUserPools(resources: Resources): UserPoolModel[] {
  return resources.of("AWS::Cognito::UserPool").map((pool) => {
    const poolId = pool.identity.ref;
    const { LambdaConfig: triggers } = z.object({ LambdaConfig: LambdaConfig.default({}) }).parse(readLoose(resources, pool.id));
    const trigger =
      triggers.PreTokenGenerationConfig ??
      (triggers.PreTokenGeneration === undefined ? undefined : { LambdaArn: triggers.PreTokenGeneration, LambdaVersion: "V1_0" as const });
    return {
      id: pool.id,
      poolId,
      issuer: `https://cognito-idp.${REGION}.amazonaws.com/${poolId}`,
      groups: resources.of("AWS::Cognito::UserPoolGroup").flatMap((resource) => {
        const p = resources.read(resource, {
          UserPoolId: z.string(),
          GroupName: z.string(),
          Description: z.unknown().optional(),
          Precedence: z.unknown().optional(),
          RoleArn: z.undefined().optional(),
        });
        return p.UserPoolId === poolId ? [p.GroupName] : [];
      }),
      resourceServers: resources.of("AWS::Cognito::UserPoolResourceServer").flatMap((resource) => {
        const p = resources.read(resource, {
          UserPoolId: z.string(),
          Identifier: z.string(),
          Name: z.string(),
          Scopes: z.array(z.object({ ScopeName: z.string() })).default([]),
        });
        return p.UserPoolId === poolId ? [{ identifier: p.Identifier, scopes: p.Scopes.map(({ ScopeName }) => ScopeName) }] : [];
      }),
      clients: readClients(resources, poolId),
      preTokenGeneration: trigger === undefined ? null : { functionName: trigger.LambdaArn.split(":").at(-1) ?? "", version: trigger.LambdaVersion },
    };
  });
}

function readClients(resources: Resources, poolId: string): UserPoolModel["clients"] {
  return resources.of("AWS::Cognito::UserPoolClient").flatMap((resource) => {
    const p = z
      .object({
        UserPoolId: z.string(),
        ClientName: z.string().optional(),
        AllowedOAuthFlows: z.array(z.string()).default([]),
        AllowedOAuthScopes: z.array(z.string()).default([]),
        CallbackURLs: z.array(z.string()).default([]),
        LogoutURLs: z.array(z.string()).default([]),
        GenerateSecret: z.boolean().default(false),
        RefreshTokenValidity: z.number().default(30),
        TokenValidityUnits: z.object({ RefreshToken: z.enum(["seconds", "minutes", "hours", "days"]).default("days") }).prefault({}),
        RefreshTokenRotation: z.object({ Feature: z.enum(["ENABLED", "DISABLED"]), RetryGracePeriodSeconds: z.number().default(0) }).optional(),
      })
      .parse(readLoose(resources, resource.id));
    if (p.UserPoolId !== poolId) return [];
    return [
      {
        id: resource.id,
        clientId: resource.identity.ref,
        name: p.ClientName ?? resource.logicalId,
        flows: p.AllowedOAuthFlows,
        scopes: p.AllowedOAuthScopes,
        callbackUrls: p.CallbackURLs,
        logoutUrls: p.LogoutURLs,
        secret: p.GenerateSecret ? (resource.identity.attributes["ClientSecret"] ?? null) : null,
        refreshSeconds: p.RefreshTokenValidity * SECONDS[p.TokenValidityUnits.RefreshToken],
        rotationGraceSeconds: p.RefreshTokenRotation?.Feature === "ENABLED" ? p.RefreshTokenRotation.RetryGracePeriodSeconds : null,
      },
    ];
  });
}

/** Sign-in settings are many and invisible to the code: of these two types only what is named above is looked at. */
function readLoose(resources: Resources, id: string): unknown {
  const resource = resources.of("AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient").find((candidate) => candidate.id === id);
  if (resource === undefined) throw new CannotStart(`${id} is not part of the assembly.`);
  return resources.read(resource, Object.fromEntries(Object.keys(resource.raw.Properties).map((name) => [name, z.unknown()])));
}
