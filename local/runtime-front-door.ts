import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { CannotStart } from "./assembly/assembly-read.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
export type FrontDoor = { readonly url: string; serve(api: Handle, local: Handle, upgrade: Upgrade): void; close(): Promise<void> };

/** Listens on this machine only. Until `serve` is called every request is told to come back. */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  let handle: Handle = async (_request, response) =>
    void response.writeHead(503, { "content-type": "application/json", "retry-after": "1" }).end('{"message":"Service Unavailable"}');
  let handleUpgrade: Upgrade = async (_request, socket) => void socket.destroy();
  // The gateway's own limit on headers (10,240 bytes) is checked in gateway.ts; Node's stands above it.
  const server = createServer({ maxHeaderSize: 32_768, keepAliveTimeout: 60_000, requestTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch((problem: unknown) => {
      if (!request.destroyed || request.complete)
        process.stderr.write(
          `The local runtime failed on ${request.method} ${request.url?.split("?")[0]}: ${problem instanceof Error ? problem.stack : String(problem)}\n`,
        );
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end('{"message":"Internal Server Error"}');
    });
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    handleUpgrade(request, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new CannotStart(`Port ${port} is in use: stop what runs there, or choose another with --port.`)
          : error.code === "EACCES"
            ? new CannotStart(`Port ${port} may not be opened by this user: choose another with --port.`)
            : error,
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://localhost:${taken}`,
    serve(api, local, upgrade) {
      handleUpgrade = upgrade;
      handle = (request, response) => (isLocal(request.url ?? "/") ? local(request, response) : api(request, response));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What belongs to the runtime itself, not to the deployed API. */
function isLocal(target: string): boolean {
  return target === "/_local" || target.startsWith("/_local/") || target.startsWith("/_local?");
}
