import type { CorsModel } from "../assembly/assembly-model.ts";
import type { GatewayResponse } from "./gateway-response.ts";

/**
 * CORS as the gateway does it: it answers preflights itself, also where no OPTIONS route exists, and its headers
 * replace the function's own. AWS source: API Gateway Developer Guide, "Configure CORS for HTTP APIs".
 */
export function preflight(cors: CorsModel, origin: string): GatewayResponse {
  const allowed = originHeaders(cors, origin);
  if (allowed === null) return { status: 204, headers: {}, body: "" };
  return {
    status: 204,
    headers: {
      ...allowed,
      ...(cors.allowMethods.length > 0 && { "access-control-allow-methods": cors.allowMethods.join(",") }),
      ...(cors.allowHeaders.length > 0 && { "access-control-allow-headers": cors.allowHeaders.join(",") }),
      ...(cors.maxAgeSeconds !== null && { "access-control-max-age": String(cors.maxAgeSeconds) }),
    },
    body: "",
  };
}

/** The response with the gateway's CORS headers, and none of the function's. */
export function withCors(cors: CorsModel, origin: string | undefined, response: GatewayResponse): GatewayResponse {
  const kept = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !name.startsWith("access-control-")));
  const allowed = origin === undefined ? null : originHeaders(cors, origin);
  const exposed = allowed !== null && cors.exposeHeaders.length > 0 ? { "access-control-expose-headers": cors.exposeHeaders.join(",") } : {};
  return { ...response, headers: { ...kept, ...allowed, ...exposed } };
}

function originHeaders(cors: CorsModel, origin: string): Record<string, string> | null {
  const any = cors.allowOrigins.includes("*");
  const named = cors.allowOrigins.some(
    (allowed) => allowed.toLowerCase() === origin.toLowerCase() || (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  );
  if (!any && !named) return null;
  return {
    "access-control-allow-origin": any ? "*" : origin,
    ...(cors.allowCredentials && { "access-control-allow-credentials": "true" }),
    ...(!any && { vary: "Origin" }),
  };
}
