import { Agent, request as httpRequest } from "node:http";
import type { Answer } from "./contract.ts";

export interface Sent {
  readonly method: string;
  /** Path and query exactly as they go out: nothing tidies them on the way. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request as it is written, which `fetch` would tidy, and reads the whole answer. */
export function send(url: string, { method, target, headers = {}, body }: Sent): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, method, path: target, agent, headers: { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const told = Object.entries(incoming.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, [value].flat().join(", ")] as [string, string]],
          );
          resolve({ status: incoming.statusCode ?? 0, headers: new Headers(told), text: Buffer.concat(chunks).toString(), ms: performance.now() - began });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
export const json = (body: unknown) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
