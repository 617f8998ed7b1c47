import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import * as z from "zod";
import type { Channels, Claims } from "./channels.ts";

const PROTOCOL = "aws-appsync-event-ws";
/** How long a listener waits for a sign of life before it gives a connection up, and how often there is one (as AppSync says and does). */
const PATIENCE_MS = 300_000;
const ALIVE_MS = 60_000;

const Authorization = z.looseObject({ host: z.string(), Authorization: z.string() });
const Message = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("connection_init") }),
  z.looseObject({ type: z.literal("subscribe"), id: z.string().min(1).max(128), channel: z.string(), authorization: Authorization }),
  z.looseObject({ type: z.literal("unsubscribe"), id: z.string() }),
]);

export interface LiveSocketOptions {
  readonly channels: Channels;
  /** The claims of a token that may listen; nothing for any other. */
  readonly claimsOf: (token: string) => Promise<Claims | undefined>;
  /** What a listener's authorisation must be made out for. */
  readonly host: string;
}

/** The listeners' side. AWS source: AppSync Events developer guide, "Understanding the Event API WebSocket protocol". */
export function liveSocket({ channels, claimsOf, host }: LiveSocketOptions) {
  const server = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false), maxPayload: 128 * 1024 });

  const claimsIn = async (authorization: unknown): Promise<Claims | undefined> => {
    const { data } = Authorization.safeParse(authorization);
    return data?.host === host ? claimsOf(data.Authorization) : undefined;
  };

  function serve(socket: WebSocket): void {
    const heard = new Map<string, () => void>();
    const say = (message: object) => socket.send(JSON.stringify(message));
    const alive = setInterval(() => say({ type: "ka" }), ALIVE_MS).unref();
    const refuse = (id: string, errorType: string, message: string) => say({ type: "subscribe_error", id, errors: [{ errorType, message }] });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(alive);
      for (const end of heard.values()) end();
    });
    socket.on("message", async (raw) => {
      const { data: message } = Message.safeParse(jsonOf(raw.toString()));
      if (message === undefined) return say({ type: "error", errors: [{ errorType: "UnsupportedOperation", message: "Unknown operation." }] });
      if (message.type === "connection_init") return say({ type: "connection_ack", connectionTimeoutMs: PATIENCE_MS });
      const { id } = message;
      if (message.type === "unsubscribe") {
        heard.get(id)?.();
        return say(
          heard.delete(id) ? { type: "unsubscribe_success", id } : { type: "unsubscribe_error", id, errors: [{ errorType: "UnknownOperationError" }] },
        );
      }
      if (heard.has(id)) return refuse(id, "DuplicatedOperationError", "There is a subscription of this id.");
      const claims = await claimsIn(message.authorization);
      const end = claims === undefined ? undefined : channels.listen(message.channel, claims, (event) => say({ type: "data", id, event }));
      if (end === undefined) return refuse(id, "UnauthorizedException", "You are not authorized to make this call.");
      if (socket.readyState !== socket.OPEN) return end();
      heard.set(id, end);
      return say({ type: "subscribe_success", id });
    });
  }

  return {
    /** A request to become a WebSocket: who may not listen at all is refused before it is one. */
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const offered = String(request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/);
      const header = offered.find((each) => each.startsWith("header-"))?.slice("header-".length) ?? "";
      const claims = await claimsIn(jsonOf(Buffer.from(header, "base64url").toString()));
      if (claims === undefined || !offered.includes(PROTOCOL)) return void socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      server.handleUpgrade(request, socket, head, serve);
    },
    close(): void {
      for (const each of server.clients) each.terminate();
      server.close();
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
