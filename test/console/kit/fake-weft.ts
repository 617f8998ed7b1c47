import { UnsecuredJWT } from "jose";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html" };
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const customer = (number: number) => ({
  id: `01JD3Z7Q8R5T6V9W0X1Y${String(number).padStart(6, "0")}`,
  version: 1,
  name: `Customer ${number}`,
  currency: "EUR",
  paymentTermDays: 30,
  status: "active",
});

interface Stage {
  /** How many customers there are. */
  readonly many?: number;
  /** Answers a path of the API instead: the body of a good answer. */
  readonly answers?: (path: string) => object | undefined;
}

/** The built console at one origin with an issuer and an API that do as the contract says: enough to see every state of a page. */
export async function startFakeWeft(built: string, scope: string, { many = 250, answers }: Stage = {}) {
  const customers = new Map(Array.from({ length: many }, (_, number) => [customer(number).id, { ...customer(number) }]));
  const sent: Sent[] = [];
  /** Answers of this status come instead of the good ones, as often as it says. */
  const failing = { times: 0, status: 503 };
  let transferred = 0;
  const server = createServer((request, response) => void handle(request, response).catch((problem: unknown) => response.writeHead(500).end(String(problem))));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json", ...headers })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    if (pathname === "/console.json") return json(200, { issuer: `${url}/issuer`, clientId: "console", api: "" });
    if (pathname.startsWith("/issuer")) return issuer(pathname, searchParams, json, response);
    if (/^\/(sales|catalog|inventory|finance|purchasing|platform)\//.test(pathname) || pathname === "/health") {
      if (!/^Bearer \S+/.test(request.headers.authorization ?? "")) return json(401, { code: "unauthorized", detail: "Sign in" });
      sent.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: text === "" ? undefined : JSON.parse(text) });
      return api(request.method ?? "", pathname, searchParams, request, text, json);
    }
    const file = pathname.startsWith("/assets/") || pathname === "/icon.svg" ? pathname : "/index.html";
    const bytes = gzipSync(await readFile(join(built, file)));
    transferred += bytes.length;
    response
      .writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-encoding": "gzip",
        "cache-control": file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        "content-security-policy": CSP,
      })
      .end(bytes);
  }

  function issuer(path: string, query: URLSearchParams, json: (status: number, body: unknown) => void, response: ServerResponse): void {
    const claims = {
      iss: `${url}/issuer`,
      aud: "console",
      sub: "user-1",
      tenant: "acme",
      username: "ada",
      roles: "sales",
      scope,
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 3_600,
    };
    if (path.endsWith("/openid-configuration"))
      return json(200, {
        issuer: `${url}/issuer`,
        authorization_endpoint: `${url}/issuer/authorize`,
        token_endpoint: `${url}/issuer/token`,
        end_session_endpoint: `${url}/issuer/logout`,
      });
    if (path.endsWith("/authorize")) {
      const back = new URLSearchParams({ code: "c0de", state: query.get("state") ?? "" });
      const isProof = query.get("code_challenge_method") === "S256" && query.get("redirect_uri") === `${url}/signed-in`;
      return void response.writeHead(isProof ? 302 : 400, { location: `/signed-in?${back.toString()}` }).end();
    }
    if (path.endsWith("/logout")) return void response.writeHead(302, { location: "/" }).end();
    const token = new UnsecuredJWT(claims).encode();
    return json(200, { access_token: token, id_token: token, refresh_token: "r", token_type: "Bearer", expires_in: 3_600 });
  }

  function api(
    method: string,
    path: string,
    query: URLSearchParams,
    request: IncomingMessage,
    text: string,
    json: (status: number, body: unknown, headers?: Record<string, string>) => void,
  ): void {
    if (path === "/health") return json(200, { data: { status: "ok" } });
    const given = method === "GET" ? answers?.(path) : undefined;
    if (given !== undefined) return json(200, given, { etag: '"1"' });
    if (failing.times > 0 && method !== "GET") {
      failing.times -= 1;
      return json(failing.status, { code: "temporarily_unavailable", detail: "Later", status: failing.status });
    }
    const id = path.split("/")[3];
    if (path === "/sales/customers" && method === "GET") {
      const all = [...customers.values()]
        .filter(({ status }) => (query.get("status") ?? status) === status)
        .filter(({ name }) => name.startsWith(query.get("name") ?? ""));
      const from = Number(query.get("cursor") ?? 0);
      if (query.get("format") === "csv") {
        const next = from + 1_000 < all.length && { link: `</sales/customers?cursor=${from + 1_000}>; rel="next"` };
        const lines = ["id,name", ...all.slice(from, from + 1_000).map(({ id: of, name }) => `${of},${name}`)];
        return json(200, lines.map((line) => `${line}\r\n`).join(""), { "content-type": "text/csv; charset=utf-8", ...next });
      }
      const to = from + Number(query.get("limit") ?? 25);
      return json(200, { data: all.slice(from, to), ...(to < all.length && { next: String(to) }) });
    }
    if (path === "/sales/customers" && method === "POST") {
      const body = JSON.parse(text);
      if (body.name === "Taken")
        return json(400, {
          status: 400,
          code: "invalid_input",
          detail: "The request is not well formed",
          errors: [{ pointer: "/name", detail: "This name is taken" }],
        });
      const made = { ...customer(900), ...body };
      customers.set(made.id, made);
      return json(201, { data: made, events: [] }, { etag: '"1"' });
    }
    if (path === "/sales/orders" && method === "POST") return json(201, { data: { ...JSON.parse(text), id: "01JD3Z7Q8R5T6V9W0X1Y2Z0RDR" }, events: [] });
    const found = id === undefined ? undefined : customers.get(id);
    if (path.startsWith("/sales/customers/") && path.split("/").length === 4 && found !== undefined) {
      if (method === "PATCH") {
        if (request.headers["if-match"] !== `"${found.version}"`) return json(412, { status: 412, code: "precondition_failed", detail: "It has changed" });
        Object.assign(found, JSON.parse(text), { version: found.version + 1 });
      }
      return json(200, { data: found }, { etag: `"${found.version}"` });
    }
    if (path.startsWith("/sales/orders/")) return json(200, { data: { id, status: "placed" } });
    return method === "GET" ? json(200, { data: [] }) : json(404, { status: 404, code: "customer_not_found", detail: "None" });
  }

  return {
    url,
    sent,
    failing,
    customers,
    transferred: () => transferred,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
