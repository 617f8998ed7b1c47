import { Agent, request, type IncomingHttpHeaders } from "node:http";

interface Forwarded {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Carries calls to the table engine over connections that stay open. */
export interface Forwarder {
  send(target: string, body: Buffer | string): Promise<Forwarded>;
  close(): void;
}

/**
 * All callers reach the engine under one name: DynamoDB Local keeps a database for each access key, and the functions'
 * own keys are for the door. Engines read the header's shape and verify no signature.
 */
export function createForwarder(endpoint: string, region: string): Forwarder {
  const url = new URL(endpoint);
  if (url.protocol !== "http:") throw new Error(`The table engine at ${endpoint} must be reached over http: requests are not signed again.`);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    send: (target, body) =>
      new Promise((resolve, reject) => {
        const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
        const outgoing = request({
          agent,
          host: url.hostname,
          port: url.port === "" ? 80 : url.port,
          path: "/",
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "content-length": Buffer.byteLength(body),
            "x-amz-target": target,
            "x-amz-date": date,
            authorization: `AWS4-HMAC-SHA256 Credential=weft/${date.slice(0, 8)}/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=00`,
          },
        });
        outgoing.once("error", reject);
        outgoing.once("response", (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.once("error", reject);
          incoming.once("end", () => resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: Buffer.concat(chunks) }));
        });
        outgoing.setNoDelay(true);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
