import type { IncomingMessage, ServerResponse } from "node:http";
import type { AssemblyModel } from "../assembly/assembly-model.ts";
import { consoleMain, consolePage } from "./console-page.ts";
import { consoleState } from "./console-page-state.ts";
import { type GatewayResponse, message } from "../gateway/gateway-response.ts";
import type { Issuer } from "../issuer/issuer.ts";
import { issuerAnswer } from "../issuer/issuer-door.ts";
import { isLoopback } from "../loopback.ts";
import type { Backstage } from "../runtime-backstage.ts";

type Surroundings = { readonly model: AssemblyModel; readonly backstage: Backstage; readonly issuer: Issuer | null; readonly url: string };

/** No script but the page's own, no request to anywhere else, no frame around it. */
const pageHeaders = {
  "content-type": "text/html;charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
};

/**
 * Everything under `/_local/`: the page, its buttons, the issuer. It answers only to this machine's own name, so a
 * web page elsewhere cannot reach it by rebinding a name, and acts only for callers of the same origin.
 */
export function consoleDoor({ model, backstage, issuer, url }: Surroundings): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const answer = async (request: IncomingMessage): Promise<GatewayResponse> => {
    const host = request.headers.host ?? "";
    if (!isLoopback(host)) return message(403, "Forbidden");
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", url);
    const method = request.method ?? "GET";
    if (method !== "GET" && path !== "/_local/issuer/oauth2/token" && !isOwn(request, host)) return message(403, "Forbidden");
    const body = method === "POST" ? await textOf(request) : "";
    const fromIssuer =
      issuer === null
        ? null
        : await issuerAnswer(issuer, {
            method,
            path,
            query,
            body,
            authorization: request.headers.authorization,
            cookies: request.headers.cookie,
            baseUrl: `http://${host}`,
          });
    if (fromIssuer !== null) return fromIssuer;
    if (method === "GET" && (path === "/_local/" || path === "/_local")) {
      const state = consoleState(model, backstage);
      return { status: 200, headers: pageHeaders, body: query.get("part") === "main" ? consoleMain(state) : consolePage(state) };
    }
    if (method === "GET" && path === "/_local/state.json")
      return {
        status: 200,
        headers: { "content-type": "application/json", "cache-control": "no-store" },
        body: JSON.stringify(consoleState(model, backstage)),
      };
    return method === "POST" ? act(path, model, backstage) : message(404, "Not Found");
  };
  return async (request, response) => {
    const { status, headers, body } = await answer(request);
    response.writeHead(status, {
      "x-content-type-options": "nosniff",
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]])),
    });
    response.end(body);
  };
}

function act(path: string, model: AssemblyModel, { queues, schedules }: Backstage): GatewayResponse {
  const [, kind, encoded, verb] = /^\/_local\/(queues|schedules)\/([^/]+)\/(redrive|run)$/.exec(path) ?? [];
  const name = decodeURIComponent(encoded ?? "");
  const queue = model.queues.find((candidate) => candidate.name === name);
  if (kind === "queues" && verb === "redrive" && queue !== undefined)
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ moved: queues.redrive(queue.arn) }) };
  if (kind === "schedules" && verb === "run" && model.schedules.some((schedule) => schedule.name === name)) {
    schedules.run(name);
    return { status: 202, headers: { "content-type": "application/json" }, body: JSON.stringify({ started: name }) };
  }
  return message(404, "Not Found");
}

/** Called by this machine's own page or by a program that says so; a foreign page cannot set the header without CORS. */
function isOwn(request: IncomingMessage, host: string): boolean {
  return request.headers["x-weft-local"] === "1" || request.headers.origin === `http://${host}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
    if (chunks.reduce((sum, { length }) => sum + length, 0) > 65_536) return "";
  }
  return Buffer.concat(chunks).toString("utf8");
}
