import * as z from "zod";
import type { SiteBehaviourModel } from "./assembly-model.ts";
import type { Resources } from "./assembly-resources.ts";

const Override = z.boolean();
const Security = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.enum(["DENY", "SAMEORIGIN"]), Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  // A browser heeds it over TLS only, which this machine does not speak: it is left out.
  StrictTransportSecurity: z.unknown().optional(),
});
const Config = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  SecurityHeadersConfig: Security.default({}),
  CustomHeadersConfig: z.strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) }).default({ Items: [] }),
});

/** Every response headers policy by its id. AWS source: CloudFront Developer Guide, "Understand response headers policies". */
export function readHeaders(resources: Resources): ReadonlyMap<string, SiteBehaviourModel["headers"]> {
  return new Map(
    resources.of("AWS::CloudFront::ResponseHeadersPolicy").map((resource) => {
      const { ResponseHeadersPolicyConfig: config } = resources.read(resource, { ResponseHeadersPolicyConfig: Config });
      const security = config.SecurityHeadersConfig;
      return [
        resource.identity.ref,
        [
          ...named("content-security-policy", security.ContentSecurityPolicy, security.ContentSecurityPolicy?.ContentSecurityPolicy),
          ...named("x-content-type-options", security.ContentTypeOptions, "nosniff"),
          ...named("x-frame-options", security.FrameOptions, security.FrameOptions?.FrameOption),
          ...named("referrer-policy", security.ReferrerPolicy, security.ReferrerPolicy?.ReferrerPolicy),
          ...config.CustomHeadersConfig.Items.map(({ Header, Value, Override: override }) => ({ name: Header.toLowerCase(), value: Value, override })),
        ],
      ];
    }),
  );
}

function named(name: string, given: { readonly Override: boolean } | undefined, value: string | undefined) {
  return given === undefined || value === undefined ? [] : [{ name, value, override: given.Override }];
}
