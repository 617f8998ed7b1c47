import { randomUUID } from "node:crypto";
import { ACCOUNT, REGION } from "../assembly/assembly-identity.ts";
import type { JwtContext } from "./authorizer.ts";
import { decode } from "./gateway-routes.ts";

/** A request as the gateway received it, before any route is known. */
export type GatewayRequest = {
  readonly method: string;
  /** path and query exactly as sent */
  readonly target: string;
  /** alternating names and values, in the order and case they came */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
};

type Routed = {
  readonly apiId: string;
  readonly stage: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly jwt: JwtContext | null;
  readonly requestId: string;
};

/**
 * The event a function receives. Members without content are absent, not empty.
 * AWS source: API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0.
 */
export function proxyEvent(request: GatewayRequest, routed: Routed) {
  const { headers, cookies } = headersOf(request);
  const [rawPath = "/", rawQueryString] = splitTarget(request.target);
  const path = decode(rawPath);
  const now = new Date();
  const text = isText(headers);
  const query = queryOf(rawQueryString);
  return {
    version: "2.0",
    routeKey: routed.routeKey,
    rawPath: routed.stage === "$default" ? path : `/${routed.stage}${path}`,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query !== null && { queryStringParameters: query }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: routed.apiId,
      ...(routed.jwt !== null && { authorizer: { jwt: routed.jwt } }),
      domainName: `${routed.apiId}.execute-api.${REGION}.amazonaws.com`,
      domainPrefix: routed.apiId,
      http: { method: request.method, path, protocol: request.protocol, sourceIp: request.sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId: routed.requestId,
      routeKey: routed.routeKey,
      stage: routed.stage,
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(routed.pathParameters).length > 0 && { pathParameters: routed.pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

/** Request ids have this shape: 15 characters and a trailing `=`. */
export function newRequestId(): string {
  return `${Buffer.from(randomUUID().replaceAll("-", ""), "hex").toString("base64url").slice(0, 15)}=`;
}

/** Path and query string, split at the first `?`. */
export function splitTarget(target: string): [string, string] {
  const at = target.indexOf("?");
  return at === -1 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/** Header names lower-cased, repeated ones joined by a comma, cookies apart. */
function headersOf({ rawHeaders, sourceIp }: GatewayRequest): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at]?.toLowerCase() ?? "", rawHeaders[at + 1] ?? ""];
    if (name === "cookie") cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ""));
    else if (name !== "connection" && name !== "keep-alive") headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  headers["x-forwarded-for"] = headers["x-forwarded-for"] === undefined ? sourceIp : `${headers["x-forwarded-for"]}, ${sourceIp}`;
  headers["x-forwarded-proto"] ??= "https";
  headers["x-forwarded-port"] ??= "443";
  headers["x-amzn-trace-id"] ??= `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;
  return { headers, cookies };
}

function queryOf(raw: string): Record<string, string> | null {
  if (raw === "") return null;
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(raw)) values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  return values;
}

/** Anything but text arrives base64-encoded, form posts included. */
function isText(headers: Readonly<Record<string, string>>): boolean {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "text/plain";
  const encoded = (headers["content-encoding"] ?? "identity") !== "identity";
  return !encoded && (type.startsWith("text/") || /^application\/(.+\+)?(json|xml|javascript)$/.test(type));
}

/** `12/Mar/2026:19:03:58 +0000`, the common log format. */
function clfTime(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
