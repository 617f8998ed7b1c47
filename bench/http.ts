import { Agent, request } from "node:http";
import * as z from "zod";

const Answer = z.looseObject({ data: z.unknown(), next: z.string().optional() });
const WithId = z.looseObject({ id: z.string() });

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Calls the API as one user over connections that stay open. */
export interface Caller {
  readonly send: (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  /** The answer's `data`; anything but a success throws. */
  readonly data: (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<unknown>;
  /** Posts and answers the new thing's id. */
  readonly made: (path: string, body: unknown) => Promise<string>;
  readonly close: () => void;
}

export function caller(url: string, token: string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const send: Caller["send"] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const outgoing = request(new URL(path, url), {
        method,
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          ...(text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
          ...(method === "POST" ? { "idempotency-key": crypto.randomUUID() } : {}),
          ...headers,
        },
      });
      outgoing.once("error", reject);
      outgoing.once("response", (incoming) => {
        let answer = "";
        incoming.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
        incoming.once("error", reject);
        incoming.once("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer }));
      });
      outgoing.setNoDelay(true);
      outgoing.end(text);
    });
  const data: Caller["data"] = async (method, path, ...rest) => {
    const answered = await send(method, path, ...rest);
    if (answered.status < 200 || answered.status > 299) throw new Error(`${method} ${path} answered ${answered.status}: ${answered.body}`);
    return Answer.parse(JSON.parse(answered.body)).data;
  };
  return { send, data, made: async (path, body) => WithId.parse(await data("POST", path, body)).id, close: () => agent.destroy() };
}
