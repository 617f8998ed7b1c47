import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { confided } from "./logs.ts";

export interface RequestOptions {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Record<string, string>;
  readonly tenant?: string;
  readonly scope?: string;
  readonly sub?: string;
  readonly claims?: Record<string, string>;
}
export interface Answered {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: any;
  /** The body as it was sent. */
  readonly text: string;
}

const ALL_SCOPES = ["sales", "catalog", "inventory", "finance", "purchasing", "platform"]
  .flatMap((context) => [`weft/${context}:read`, `weft/${context}:write`])
  .join(" ");

export const lambdaContext = (milliseconds = 15_000) => {
  const end = Date.now() + milliseconds;
  return { awsRequestId: randomUUID(), functionName: "test", getRemainingTimeInMillis: () => end - Date.now() } as Context;
};

/** A request as the HTTP API hands it to a function, payload format 2.0. */
export function gatewayEvent(routeKey: string, tenant: string, request: RequestOptions) {
  const [method = "", route = ""] = routeKey.split(" ");
  const rawPath = Object.entries(request.path ?? {}).reduce((path, [key, value]) => path.replace(`{${key}}`, encodeURIComponent(value)), route);
  const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(request.query).toString(),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...request.headers },
    ...(request.query === undefined ? {} : { queryStringParameters: request.query }),
    ...(request.path === undefined ? {} : { pathParameters: request.path }),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
    requestContext: {
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      authorizer: {
        jwt: {
          claims: request.claims ?? { sub: request.sub ?? "ada", client_id: "console", tenant: request.tenant ?? tenant, scope: request.scope ?? ALL_SCOPES },
          scopes: null,
        },
      },
    },
  };
}

/** Sends a request to an HTTP use case's handler and reads the answer. */
export async function send(
  useCase: { readonly route: string; readonly handler: unknown },
  tenant: string,
  request: RequestOptions = {},
  context = lambdaContext(),
): Promise<Answered> {
  confided.note(request.body);
  const handler = useCase.handler as (event: unknown, context: unknown) => Promise<unknown>;
  const { statusCode, headers, body } = (await handler(gatewayEvent(useCase.route, tenant, request), context)) as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  const isJson = /^application\/(problem\+)?json/.test(headers["content-type"] ?? "");
  return { status: statusCode, headers, body: isJson ? JSON.parse(body) : undefined, text: body };
}
