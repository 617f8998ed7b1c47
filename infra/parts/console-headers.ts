import { aws_cloudfront as cloudfront, Duration, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { nameOf, type Settings } from "../settings.ts";

/** Hardware and sensors that no page of ours asks for. */
const PERMISSIONS = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "bluetooth", "display-capture"].map((each) => `${each}=()`).join(", ");

/**
 * What a page may do: run its own scripts, and speak with its own origin and with whoever signs people in, nobody else.
 * Styles may stand in elements, because the components place themselves so; a style cannot read or send anything under the other rules.
 */
const contentPolicy = (speaksWith: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...speaksWith].join(" ")}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/** The headers of everything the console's address answers, defined here only: the local runtime reads them from the template. */
export class ConsoleHeaders extends Construct {
  /** Pages and what they read first: asked for again each time, so that a new version is there at once. */
  readonly pages: cloudfront.IResponseHeadersPolicy;
  /** Files whose name changes with what is in them. */
  readonly assets: cloudfront.IResponseHeadersPolicy;
  /** What comes from the API: no header that its contract does not describe, but for the one that belongs to the address. */
  readonly api: cloudfront.IResponseHeadersPolicy;

  constructor(scope: Construct, settings: Settings, speaksWith: readonly string[]) {
    super(scope, "Headers");
    const everywhere: cloudfront.ResponseSecurityHeadersBehavior = {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
      contentTypeOptions: { override: true },
    };
    const shown: cloudfront.ResponseSecurityHeadersBehavior = {
      ...everywhere,
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
    };
    const policy = (id: string, comment: string, headers: Record<string, string>, security: cloudfront.ResponseSecurityHeadersBehavior) =>
      new cloudfront.ResponseHeadersPolicy(this, id, {
        // One name space for the whole account, whatever the Region.
        responseHeadersPolicyName: nameOf(settings, "console", id.toLowerCase(), Stack.of(this).region),
        comment,
        securityHeadersBehavior: security,
        ...(Object.keys(headers).length > 0 && {
          customHeadersBehavior: { customHeaders: Object.entries(headers).map(([header, value]) => ({ header, value, override: true })) },
        }),
      });
    this.pages = policy(
      "Pages",
      "The console's pages",
      { "cache-control": "no-cache", "permissions-policy": PERMISSIONS, "cross-origin-opener-policy": "same-origin" },
      { ...shown, contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(speaksWith), override: true } },
    );
    // How long they may be kept stands with each file: here it would also stand on the refusal of a file that is not there.
    this.assets = policy("Assets", "Files that never change", { "cross-origin-resource-policy": "same-origin" }, shown);
    this.api = policy("Api", "Answers of the API", {}, everywhere);
  }
}
