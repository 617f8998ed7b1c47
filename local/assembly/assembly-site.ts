import * as z from "zod";
import type { SiteBehaviourModel, SiteModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { LiveResource, Resources } from "./assembly-resources.ts";
import { readHeaders } from "./assembly-site-headers.ts";

/** AWS's managed cache policies (CloudFront Developer Guide, "Use managed cache policies"), and whether CloudFront keeps and so compresses. */
const CACHE_POLICIES: Readonly<Record<string, { readonly keeps: boolean }>> = {
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": { keeps: false },
  "658327ea-f89d-4fab-a63d-7e88639e58f6": { keeps: true },
};
const Behaviour = z.strictObject({
  PathPattern: z.string().default("*"),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["GET", "HEAD"]),
  CachedMethods: z.unknown().optional(),
  CachePolicyId: z.string(),
  Compress: z.boolean().default(false),
  FunctionAssociations: z.array(z.strictObject({ EventType: z.literal("viewer-request"), FunctionARN: z.string() })).default([]),
  OriginRequestPolicyId: z.unknown().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  ViewerProtocolPolicy: z.unknown().optional(),
});
const CacheControl = z.record(z.string(), z.string()).default({});
const Origin = z.looseObject({ Id: z.string(), DomainName: z.string() });
const Config = z.strictObject({
  Origins: z.array(Origin),
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour).default([]),
  Enabled: z.literal(true),
  Aliases: z.unknown().optional(),
  Comment: z.unknown().optional(),
  HttpVersion: z.unknown().optional(),
  IPV6Enabled: z.unknown().optional(),
  ViewerCertificate: z.unknown().optional(),
});

/**
 * AWS source: CloudFormation AWS::CloudFront::Distribution, Function and ResponseHeadersPolicy.
 * Names, certificates and versions of HTTP are left out: there is one address on this machine.
 */
export function readSites(resources: Resources): SiteModel[] {
  const functions = new Map(resources.of("AWS::CloudFront::Function").map((resource) => [resource.identity.ref, sourceOf(resources, resource)]));
  const headers = readHeaders(resources);
  return resources.of("AWS::CloudFront::Distribution").map((resource) => {
    const { DistributionConfig: config } = resources.read(resource, { DistributionConfig: Config });
    const origins = new Map(config.Origins.map((origin) => [origin.Id, kindOf(resources, resource, origin.DomainName)]));
    const behaviour = (given: z.infer<typeof Behaviour>): SiteBehaviourModel => {
      const [origin, policy] = [origins.get(given.TargetOriginId), CACHE_POLICIES[given.CachePolicyId]];
      if (origin === undefined) throw new CannotStart(`${resource.id}: the origin ${given.TargetOriginId} is not part of the distribution.`);
      if (policy === undefined) throw new CannotStart(`${resource.id}: the local runtime does not know the cache policy ${given.CachePolicyId}.`);
      const [association] = given.FunctionAssociations;
      return {
        pathPattern: given.PathPattern,
        origin,
        methods: given.AllowedMethods,
        headers: given.ResponseHeadersPolicyId === undefined ? [] : known(headers, given.ResponseHeadersPolicyId, resource),
        compresses: given.Compress && policy.keeps,
        viewerRequest: association === undefined ? null : known(functions, association.FunctionARN, resource),
      };
    };
    const cacheControl = Object.fromEntries(
      resources.of("AWS::S3::Bucket").flatMap(({ raw }) => Object.entries(CacheControl.parse(raw.Metadata["weft:cacheControl"]))),
    );
    return { id: resource.id, cacheControl, behaviours: [...config.CacheBehaviors, config.DefaultCacheBehavior].map(behaviour) };
  });
}

function sourceOf(resources: Resources, resource: LiveResource): string {
  return resources.read(resource, {
    Name: z.string(),
    FunctionCode: z.string(),
    FunctionConfig: z.object({ Comment: z.string(), Runtime: z.literal("cloudfront-js-2.0") }),
  }).FunctionCode;
}

/** A bucket of the assembly, its HTTP API, or where facts are announced. */
function kindOf(resources: Resources, { id }: LiveResource, domain: string): SiteBehaviourModel["origin"] {
  for (const bucket of resources.of("AWS::S3::Bucket")) {
    resources.read(bucket, {});
    if (bucket.identity.attributes["RegionalDomainName"] === domain) return "files";
  }
  if (resources.of("AWS::ApiGatewayV2::Api").some(({ identity }) => identity.attributes["ApiEndpoint"] === `https://${domain}`)) return "api";
  if (resources.of("AWS::AppSync::Api").some(({ identity }) => identity.attributes["Dns.Realtime"] === domain)) return "live";
  throw new CannotStart(`${id}: its origin ${domain} is neither a bucket nor the HTTP API of the assembly.`);
}

function known<Found>(all: ReadonlyMap<string, Found>, name: string, { id }: LiveResource): Found {
  const found = all.get(name);
  if (found === undefined) throw new CannotStart(`${id}: ${name} is not part of the assembly.`);
  return found;
}
