import type { IncomingMessage, ServerResponse } from "node:http";
import type { SiteBehaviourModel, SiteModel } from "../assembly/assembly-model.ts";
import { splitTarget } from "../gateway/gateway-event.ts";
import { type GatewayResponse, message } from "../gateway/gateway-response.ts";
import { edgeFunction } from "./edge-function.ts";
import { fileAnswer, noSuchFile, notBuilt } from "./site-answer.ts";
import type { SiteFiles } from "./site-files.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type SiteSurroundings = {
  readonly files: SiteFiles;
  readonly api: Handle;
  /** Makes what the function says of sign-in true for this machine; other answers pass unchanged. */
  readonly localised: (uri: string, body: string, request: IncomingMessage) => string;
};

/**
 * The distribution: the first behaviour whose pattern fits says where the answer comes from and which headers it has.
 * AWS source: CloudFront Developer Guide, "Cache behavior settings" (path pattern) and "Understand response headers policies".
 */
export function siteDoor(site: SiteModel, { files, api, localised }: SiteSurroundings): Handle {
  const behaviours = site.behaviours.map((behaviour) => ({
    behaviour,
    fits: fitting(behaviour.pathPattern),
    edge: behaviour.viewerRequest === null ? null : edgeFunction(behaviour.viewerRequest),
  }));
  return async (request, response) => {
    const [path] = splitTarget(request.url ?? "/");
    const found = behaviours.find(({ fits }) => fits(path));
    const method = request.method ?? "GET";
    if (found === undefined || !found.behaviour.methods.includes(method)) return send(response, method, [], message(403, "Forbidden"));
    const { behaviour, edge } = found;
    if (behaviour.origin === "api") {
      // Written first, so that what the API says itself stays: of these headers it says what the policy says, or nothing.
      for (const { name, value } of behaviour.headers) response.setHeader(name, value);
      return api(request, response);
    }
    // Only as a WebSocket, which the front door hands on before it is a request.
    if (behaviour.origin === "live") return send(response, method, behaviour.headers, message(426, "Upgrade Required"));
    const told = edge?.({ method, uri: path, headers: textHeaders(request) }) ?? { uri: path };
    if ("status" in told) return send(response, method, behaviour.headers, { ...told, body: localised(path, told.body, request) });
    const file = await files.at(told.uri);
    const missing = told.uri === "/index.html" ? notBuilt : noSuchFile;
    if (file === null) return send(response, method, behaviour.headers, missing);
    const { headers, ...answer } = await fileAnswer(file, request.headers, behaviour.compresses);
    const [, kept] = Object.entries(site.cacheControl).find(([prefix]) => told.uri.startsWith(`/${prefix}`)) ?? [];
    send(response, method, behaviour.headers, { ...answer, headers: { ...headers, ...(kept !== undefined && { "cache-control": kept }) } });
  };
}

/** Whether a WebSocket may be asked for at an address. */
export const isLivePath = ({ behaviours }: SiteModel, path: string): boolean =>
  behaviours.find(({ pathPattern }) => fitting(pathPattern)(path))?.origin === "live";

/** `*` stands for any characters, `?` for one. */
function fitting(pattern: string): (path: string) => boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source.startsWith("/") || source === ".*" ? "" : "/"}${source}$`, "s");
  return (path) => expression.test(path);
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(",")]])));
}

function send(response: ServerResponse, method: string, policy: SiteBehaviourModel["headers"], { status, headers, body }: GatewayResponse): void {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]));
  const added = policy.filter(({ name, override }) => override || !(name in own)).map(({ name, value }) => [name, value]);
  const length = status === 304 ? {} : { "content-length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...own, ...Object.fromEntries(added), ...length });
  response.end(method === "HEAD" ? undefined : body);
}
