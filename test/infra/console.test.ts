// AWS sources: CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", "Response headers policies", "CloudFront Functions event structure";
// Cognito Developer Guide, "Logout endpoint".
import vm from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Discovered, discover } from "../../infra/discover.ts";
import { consoleFunction } from "../../infra/parts/console-function.ts";
import { apiPathsOf } from "../../infra/stacks/console-stack.ts";
import { inside, listOf, type Templates, textOf } from "../../infra/checks/template.ts";
import { contexts } from "../../infra/contexts.ts";
import { assembly, everything } from "./assembly.ts";

let dev: Templates;
let prod: Templates;
let useCases: Discovered[];
beforeAll(async () => {
  dev = await assembly();
  prod = await assembly(everything);
  useCases = await discover();
}, 120_000);
const distributionOf = (templates: Templates) => inside(templates.of("AWS::CloudFront::Distribution")[0]?.properties, "DistributionConfig");
const consoleClient = (templates: Templates) => templates.of("AWS::Cognito::UserPoolClient").find(({ properties }) => properties["ClientName"] === "console")!;

describe("the bucket", () => {
  it("is private, encrypted and versioned, and read by its own distribution alone", () => {
    const [bucket, ...others] = dev.of("AWS::S3::Bucket");
    expect(others).toEqual([]);
    expect(bucket?.properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
    });
    const statements = dev.of("AWS::S3::BucketPolicy").flatMap(({ properties }) => listOf(inside(properties, "PolicyDocument", "Statement")));
    const allowed = statements.filter((each) => inside(each, "Effect") === "Allow");
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: "s3:GetObject", Principal: { Service: "cloudfront.amazonaws.com" } });
    const [distribution] = dev.of("AWS::CloudFront::Distribution");
    expect(textOf(inside(allowed[0], "Condition", "StringEquals", "AWS:SourceArn"))).toContain(`"${distribution?.id}"`);
  });
});

describe("the distribution", () => {
  it("takes HTTP/2 and 3, TLS 1.2 and later under its own name, and speaks TLS 1.2 with the API", () => {
    expect(distributionOf(prod)).toMatchObject({
      HttpVersion: "http2and3",
      Aliases: ["erp.example.com"],
      ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021", SslSupportMethod: "sni-only" },
    });
    const api = listOf(inside(distributionOf(prod), "Origins")).find((origin) => inside(origin, "CustomOriginConfig") !== undefined);
    expect(api).toMatchObject({ CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] } });
  });

  it("hands a WebSocket on to where facts are announced, at its own origin", () => {
    const behaviour = listOf(inside(distributionOf(dev), "CacheBehaviors")).find((each) => inside(each, "PathPattern") === "/event/realtime");
    const origin = listOf(inside(distributionOf(dev), "Origins")).find((each) => inside(each, "Id") === inside(behaviour, "TargetOriginId"));
    expect(JSON.stringify(origin)).toContain("DnsRealtime");
    // The token stands in Sec-WebSocket-Protocol, which AllViewerExceptHostHeader hands on; nothing is kept.
    expect(behaviour).toMatchObject({
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      ViewerProtocolPolicy: "https-only",
    });
  });

  it("hands on to the API whatever a use case answers, without keeping any of it, and nothing else", () => {
    const behaviours = listOf(inside(distributionOf(dev), "CacheBehaviors"));
    const toApi = behaviours.filter((each) => !["/assets/*", "/event/realtime"].includes(String(inside(each, "PathPattern"))));
    const patterns = toApi.map((each) => String(inside(each, "PathPattern")));
    expect(patterns.sort()).toEqual(["/docs", "/events", "/health", "/openapi.json", ...contexts.map((name) => `/${name}/*`)].sort());
    const apiOrigin = listOf(inside(distributionOf(dev), "Origins")).find((origin) => JSON.stringify(origin).includes("execute-api"));
    for (const each of toApi)
      expect(each).toMatchObject({
        TargetOriginId: inside(apiOrigin, "Id"),
        // AWS's managed policies CachingDisabled and AllViewerExceptHostHeader.
        CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        ViewerProtocolPolicy: "https-only",
        AllowedMethods: expect.arrayContaining(["PATCH", "DELETE"]),
      });
    for (const route of useCases.flatMap(({ definition }) => ("route" in definition ? [definition.route] : []))) {
      const path = route.split(" ")[1] ?? "";
      expect(
        patterns.some((pattern) => (pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern)),
        route,
      ).toBe(true);
    }
  });

  it("hides no 404 of the API behind a page", () => {
    expect(inside(distributionOf(dev), "CustomErrorResponses")).toBeUndefined();
  });

  it("refuses a route that would hide the console's own pages", () => {
    const taken = { ...useCases[0]!, definition: { ...useCases[0]!.definition, route: "GET /records/{id}" } } as Discovered;
    expect(() => apiPathsOf([taken])).toThrow(/choose another word than "records"/);
  });

  it("lets a page run its own scripts and speak with its own origin and the sign-in alone", () => {
    const [policy] = dev
      .of("AWS::CloudFront::ResponseHeadersPolicy")
      .map(({ properties }) => inside(properties, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy"))
      .filter((found) => found !== undefined);
    const text = textOf(policy);
    for (const rule of ["default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"]) expect(text).toContain(rule);
    expect(text).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https:\/\/\*/);
    expect(text.match(/https:/g)).toHaveLength(2);
    for (const { properties, id } of dev.of("AWS::CloudFront::ResponseHeadersPolicy"))
      expect(inside(properties, "ResponseHeadersPolicyConfig", "SecurityHeadersConfig"), id).toMatchObject({
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
        ContentTypeOptions: { Override: true },
        ...(!id.startsWith("HeadersApi") && { FrameOptions: { FrameOption: "DENY" }, ReferrerPolicy: { ReferrerPolicy: "same-origin" } }),
      });
  });
});

describe("the console's app client", () => {
  it("holds no secret, takes codes only, goes back to the console alone, and exchanges every refresh token", () => {
    expect(consoleClient(prod).properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["https://erp.example.com/signed-in"],
      LogoutURLs: ["https://erp.example.com/"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
    });
    // Cognito refuses rotation beside the flow that would let a token be used for ever.
    expect(consoleClient(prod).properties["ExplicitAuthFlows"]).not.toContain("ALLOW_REFRESH_TOKEN_AUTH");
    expect(consoleClient(dev).properties["CallbackURLs"]).toEqual(["http://localhost:3000/signed-in"]);
    const looks = prod.of("AWS::Cognito::ManagedLoginBranding").map(({ properties }) => textOf(properties["ClientId"]));
    expect(looks.some((look) => look.includes(`"${consoleClient(prod).id}"`))).toBe(true);
  });
});

describe("the function at the edge", () => {
  const run = (method: string, uri: string, accept?: string) => {
    const context = vm.createContext({});
    vm.runInContext(consoleFunction('{"issuer":"https://issuer.example"}'), context);
    const event = { request: { method, uri, headers: accept === undefined ? {} : { accept: { value: accept } } } };
    return vm.runInContext(`JSON.parse(JSON.stringify(handler(${JSON.stringify(event)})))`, context);
  };
  const HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

  it("gives every address of the console its page", () => {
    for (const uri of ["/", "/records/sales/customers", "/signed-in", "/records/catalog/products/a.b"])
      expect(run("GET", uri, HTML).uri, uri).toBe("/index.html");
    expect(run("GET", "/").uri).toBe("/index.html");
    expect(run("HEAD", "/signed-in", HTML).uri).toBe("/index.html");
  });

  it("leaves files alone", () => {
    for (const uri of ["/icon.svg", "/index.html"]) expect(run("GET", uri, HTML).uri).toBe(uri);
  });

  it("answers 404 to whoever asks for no page, and to whoever writes", () => {
    for (const [method, uri, accept] of [
      ["GET", "/nothing", "application/json"],
      ["GET", "/nothing", undefined],
      ["POST", "/", HTML],
      ["DELETE", "/index.html", HTML],
    ] as const)
      expect(run(method, uri, accept)).toMatchObject({ statusCode: 404, body: { data: '{"message":"Not Found"}' } });
  });

  it("tells the console where to sign in, without keeping it", () => {
    expect(run("GET", "/console.json", "application/json")).toMatchObject({
      statusCode: 200,
      headers: { "content-type": { value: "application/json" }, "cache-control": { value: "no-cache" } },
      body: { data: '{"issuer":"https://issuer.example"}' },
    });
    const code = textOf(dev.of("AWS::CloudFront::Function")[0]?.properties["FunctionCode"]);
    for (const field of ["issuer", "clientId", "logoutUrl"]) expect(code).toContain(`\\"${field}\\"`);
    expect(code.length).toBeLessThan(10_240);
  });
});
