import {
  aws_certificatemanager as acm,
  aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins,
  aws_s3 as s3,
  Duration,
  Stack,
  Validations,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { nameOf, removalOf, type Settings } from "../settings.ts";
import { CACHE_CONTROL } from "./console-cache.ts";
import type { ConsoleHeaders } from "./console-headers.ts";

export interface ConsoleSiteOptions {
  readonly settings: Settings;
  readonly headers: ConsoleHeaders;
  /** Host name of the API. */
  readonly api: string;
  /** Paths that are the API's: `/sales/*`, `/health`. */
  readonly apiPaths: readonly string[];
  /** Host name that pages hear of facts from. */
  readonly live: string;
  /** Source of the function that answers for pages. */
  readonly pages: string;
}

/** A bucket that serves no pages by itself, which its own type leaves open where a distribution's origin wants to know. */
class Files extends s3.Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** The console's files in a bucket that nobody but its distribution reads, and the API beside them at the same origin: no page asks across origins. */
export class ConsoleSite extends Construct {
  readonly bucket: Files;
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, options: ConsoleSiteOptions) {
    super(scope, "Site");
    this.bucket = this.#files(options.settings);
    this.distribution = this.#distributed(options);
  }

  #files(settings: Settings): Files {
    const bucket = new Files(this, "Files", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: removalOf(settings),
    });
    // For whoever stands in for the bucket; S3 knows it of each file, from its publication.
    if (bucket.node.defaultChild instanceof s3.CfnBucket) bucket.node.defaultChild.addMetadata("weft:cacheControl", CACHE_CONTROL);
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "The files are the same for everybody and are read by the distribution alone; who writes them is in CloudTrail.",
    });
    return bucket;
  }

  #distributed({ settings, headers, api, apiPaths, live, pages }: ConsoleSiteOptions): cloudfront.Distribution {
    const files = origins.S3BucketOrigin.withOriginAccessControl(this.bucket);
    const safely = { protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY, originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2] };
    const fromApi: cloudfront.BehaviorOptions = {
      // As long as the API itself waits for a function.
      origin: new origins.HttpOrigin(api, { ...safely, readTimeout: Duration.seconds(30) }),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      // An answer is one person's: none is kept, and the token is passed on.
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers.api,
    };
    // A WebSocket (CloudFront Developer Guide, "Use WebSockets with CloudFront distributions"), at the console's own origin as everything is.
    const fromLive: cloudfront.BehaviorOptions = {
      origin: new origins.HttpOrigin(live, safely),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headers.api,
    };
    const fromFiles = { origin: files, viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS };
    const edge = new cloudfront.Function(this, "Pages", {
      // One name space for the whole account, as for the headers.
      functionName: nameOf(settings, "console", "pages", Stack.of(this).region),
      comment: "Answers /console.json, and every address of the console with its page",
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(pages),
    });
    const distribution = new cloudfront.Distribution(this, "Distribution", {
      comment: nameOf(settings, "console"),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      ...this.#named(settings),
      defaultBehavior: {
        ...fromFiles,
        // The function answers whoever writes here: the bucket's policy would, too, but less clearly than by a 404.
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        responseHeadersPolicy: headers.pages,
        functionAssociations: [{ function: edge, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        "/assets/*": { ...fromFiles, cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED, responseHeadersPolicy: headers.assets, compress: true },
        "/event/realtime": fromLive,
        ...Object.fromEntries(apiPaths.map((path) => [path, fromApi])),
      },
    });
    Validations.of(distribution).acknowledge(
      { id: "AwsSolutions-CFR1", reason: "Whoever works for a tenant may do so from anywhere." },
      {
        id: "AwsSolutions-CFR2",
        reason: "The API counts and limits its callers, and every answer asks for a token; a firewall is priced per rule and is the operator's choice.",
      },
      { id: "AwsSolutions-CFR3", reason: "What is asked of the API is in the API's own access log; the files are the same for everybody." },
      ...(settings.consoleCertificate === undefined
        ? [
            {
              id: "AwsSolutions-CFR4",
              reason: "CloudFront's own name has CloudFront's own certificate and TLS versions; with a name of one's own it is TLS 1.2 and later.",
            },
          ]
        : []),
    );
    return distribution;
  }

  #named({ consoleUrl, consoleCertificate }: Settings): Partial<cloudfront.DistributionProps> {
    if (consoleUrl === undefined || consoleCertificate === undefined) return {};
    return {
      domainNames: [new URL(consoleUrl).hostname],
      certificate: acm.Certificate.fromCertificateArn(this, "Certificate", consoleCertificate),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }
}
