import * as z from "zod";
import type { HttpApiModel, JwtAuthorizerModel, RouteModel, ThrottleModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { Resources } from "./assembly-resources.ts";

const Throttle = z.object({
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
  LoggingLevel: z.unknown().optional(),
});
const Cors = z.strictObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
  AllowCredentials: z.boolean().default(false),
});

/** AWS source: CloudFormation AWS::ApiGatewayV2::*; only HTTP APIs with AWS_PROXY integrations of payload format 2.0. */
export function readApis(resources: Resources): HttpApiModel[] {
  const authorizers = readAuthorizers(resources);
  const integrations = readIntegrations(resources);
  const routes = readRoutes(resources, integrations, authorizers);
  return resources.of("AWS::ApiGatewayV2::Api").map((resource) => {
    const { CorsConfiguration: cors } = resources.read(resource, { Name: z.string(), ProtocolType: z.literal("HTTP"), CorsConfiguration: Cors.optional() });
    const apiId = resource.identity.ref;
    const stages = readStages(resources, apiId);
    const stage = stages[0];
    if (stage === undefined || stages.length > 1) throw new CannotStart(`${resource.id}: an HTTP API needs exactly one stage, found ${stages.length}.`);
    const own = routes.filter((route) => route.apiId === apiId);
    const twice = own.find((route, at) => own.findIndex(({ routeKey }) => routeKey === route.routeKey) !== at);
    if (twice !== undefined) throw new CannotStart(`${resource.id}: the route ${twice.routeKey} is defined twice.`);
    return {
      id: resource.id,
      apiId,
      ...stage,
      routes: own.map(({ apiId: _apiId, ...route }) => route),
      cors:
        cors === undefined
          ? null
          : {
              allowOrigins: cors.AllowOrigins,
              allowMethods: cors.AllowMethods,
              allowHeaders: cors.AllowHeaders,
              exposeHeaders: cors.ExposeHeaders,
              maxAgeSeconds: cors.MaxAge ?? null,
              allowCredentials: cors.AllowCredentials,
            },
    };
  });
}

function readStages(resources: Resources, apiId: string): Pick<HttpApiModel, "stage" | "throttle" | "routeThrottles">[] {
  return resources.of("AWS::ApiGatewayV2::Stage").flatMap((resource) => {
    const p = resources.read(resource, {
      ApiId: z.string(),
      StageName: z.string(),
      DefaultRouteSettings: Throttle.optional(),
      RouteSettings: z.record(z.string(), Throttle).default({}),
      StageVariables: z.undefined().optional(),
    });
    const routeThrottles = Object.fromEntries(
      Object.entries(p.RouteSettings).flatMap(([key, settings]) => {
        const limit = throttle(settings);
        return limit === null ? [] : [[key, limit]];
      }),
    );
    return p.ApiId === apiId ? [{ stage: p.StageName, throttle: throttle(p.DefaultRouteSettings), routeThrottles }] : [];
  });
}

function throttle(settings: z.infer<typeof Throttle> | undefined): ThrottleModel | null {
  const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } = settings ?? {};
  return rateLimit === undefined && burstLimit === undefined ? null : { rateLimit: rateLimit ?? 10_000, burstLimit: burstLimit ?? 5_000 };
}

function readAuthorizers(resources: Resources): Map<string, JwtAuthorizerModel> {
  return new Map(
    resources.of("AWS::ApiGatewayV2::Authorizer").map((resource) => {
      const p = resources.read(resource, {
        ApiId: z.string(),
        Name: z.string(),
        AuthorizerType: z.literal("JWT", "only JWT authorizers are emulated"),
        IdentitySource: z.tuple([z.literal("$request.header.Authorization", "only the Authorization header is emulated")]),
        JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).default([]) }),
      });
      return [resource.identity.ref, { id: resource.id, issuer: p.JwtConfiguration.Issuer, audience: p.JwtConfiguration.Audience }];
    }),
  );
}

type Integration = { readonly functionName: string; readonly timeoutMs: number };

function readIntegrations(resources: Resources): Map<string, Integration> {
  return new Map(
    resources.of("AWS::ApiGatewayV2::Integration").map((resource) => {
      const p = resources.read(resource, {
        ApiId: z.string(),
        IntegrationType: z.literal("AWS_PROXY"),
        IntegrationUri: z.string(),
        PayloadFormatVersion: z.literal("2.0"),
        TimeoutInMillis: z.number().min(50).max(30_000).default(30_000),
      });
      const functionName = /:function:([A-Za-z0-9_-]+)(\/invocations)?$/.exec(p.IntegrationUri)?.[1];
      if (functionName === undefined) throw new CannotStart(`${resource.id}: only Lambda integrations are emulated, found ${p.IntegrationUri}.`);
      return [resource.identity.ref, { functionName, timeoutMs: p.TimeoutInMillis }];
    }),
  );
}

function readRoutes(
  resources: Resources,
  integrations: Map<string, Integration>,
  authorizers: Map<string, JwtAuthorizerModel>,
): (RouteModel & { readonly apiId: string })[] {
  return resources.of("AWS::ApiGatewayV2::Route").map((resource) => {
    const p = resources.read(resource, {
      ApiId: z.string(),
      RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/\S*)$/),
      Target: z.string(),
      AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
      AuthorizerId: z.string().optional(),
      AuthorizationScopes: z.array(z.string()).max(10, "a route takes at most ten scopes").default([]),
    });
    const integration = integrations.get(p.Target.replace(/^integrations\//, ""));
    if (integration === undefined) throw new CannotStart(`${resource.id}: its integration ${p.Target} is not part of the assembly.`);
    const authorizer = p.AuthorizationType === "JWT" ? authorizers.get(p.AuthorizerId ?? "") : null;
    if (authorizer === undefined) throw new CannotStart(`${resource.id}: its authorizer is not part of the assembly.`);
    return { apiId: p.ApiId, routeKey: p.RouteKey, ...integration, authorizer, scopes: p.AuthorizationScopes };
  });
}
