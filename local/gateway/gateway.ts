import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpApiModel, Invoke } from "../assembly/assembly-model.ts";
import type { Authorize } from "./authorizer.ts";
import { preflight, withCors } from "./gateway-cors.ts";
import { type GatewayRequest, newRequestId, proxyEvent, splitTarget } from "./gateway-event.ts";
import { type GatewayResponse, internalServerError, message, responseOf, serviceUnavailable } from "./gateway-response.ts";
import { routeFinder } from "./gateway-routes.ts";
import { throttle } from "./gateway-throttle.ts";

/** API Gateway's quotas for HTTP APIs: 10,240 bytes of request line and headers, a body of 10 MB. */
const HEADER_LIMIT_BYTES = 10_240;
const BODY_LIMIT_BYTES = 10_485_760;

/**
 * The front door: an API Gateway HTTP API over node:http.
 * AWS sources: API Gateway Developer Guide, "Working with HTTP APIs" and "Quotas for configuring and running an HTTP API".
 */
export function gateway(api: HttpApiModel, invoke: Invoke, authorize: Authorize): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const find = routeFinder(api.routes);
  const mayPass = throttle(api);

  const answer = async (request: GatewayRequest, header: (name: string) => string | undefined, requestId: string): Promise<GatewayResponse> => {
    const origin = header("origin");
    if (api.cors !== null && request.method === "OPTIONS" && origin !== undefined && header("access-control-request-method") !== undefined)
      return preflight(api.cors, origin);
    const found = find(request.method, splitTarget(request.target)[0]);
    if (found === null) return message(404, "Not Found");
    const { route, pathParameters } = found;
    if (!mayPass(route.routeKey)) return message(429, "Too Many Requests");
    const decision = route.authorizer === null ? null : await authorize(route.authorizer, route.scopes, header("authorization"));
    if (decision !== null && !decision.ok) return decision.response;
    const event = proxyEvent(request, { apiId: api.apiId, stage: api.stage, routeKey: route.routeKey, pathParameters, jwt: decision?.jwt ?? null, requestId });
    const result = await within(route.timeoutMs, invoke(route.functionName, event));
    if (result === "late") return serviceUnavailable;
    if (result.ok) return responseOf(result.value);
    if (result.error.errorType === "RequestTooLargeException") return message(413, "Request Entity Too Large");
    return result.error.errorType === "TooManyRequestsException" ? serviceUnavailable : internalServerError;
  };

  return async (incoming, outgoing) => {
    const requestId = newRequestId();
    const header = (name: string) => {
      const value = incoming.headers[name];
      return typeof value === "string" ? value : value?.join(",");
    };
    const [method, target] = [incoming.method ?? "GET", incoming.url ?? "/"];
    const headerBytes = incoming.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part), method.length + target.length);
    const body = headerBytes > HEADER_LIMIT_BYTES ? null : await readBody(incoming);
    const early =
      headerBytes > HEADER_LIMIT_BYTES ? message(431, "Request Header Fields Too Large") : body === null ? message(413, "Request Entity Too Large") : null;
    const request = {
      method,
      target,
      rawHeaders: incoming.rawHeaders,
      body: body ?? Buffer.alloc(0),
      sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
      protocol: `HTTP/${incoming.httpVersion}`,
    };
    const plain = early ?? (await answer(request, header, requestId));
    const response = api.cors === null || (plain.status === 204 && method === "OPTIONS") ? plain : withCors(api.cors, header("origin"), plain);
    // What was not read must not be taken for the next request on this connection.
    if (early !== null) outgoing.shouldKeepAlive = false;
    send(outgoing, response, requestId, method);
    if (early !== null) incoming.resume();
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: GatewayResponse, requestId: string, method: string): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]])),
    ...length,
    "apigw-requestid": requestId,
  });
  outgoing.end(method === "HEAD" ? undefined : body);
}

/** The whole body, or `null` when it is larger than the gateway takes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  if (Number(incoming.headers["content-length"] ?? 0) > BODY_LIMIT_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The integration's answer, or "late" when the gateway's patience ends first. The function itself runs on. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, limitMs, "late");
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
