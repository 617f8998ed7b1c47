import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { setting } from "./clients.ts";

/** Node's own hash, as the signer wants it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Buffer =>
  typeof data === "string" ? Buffer.from(data) : ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);

/** A function's credentials stand in its environment (Lambda developer guide, "Defined runtime environment variables"). */
const ownCredentials = async () => ({
  accessKeyId: setting("AWS_ACCESS_KEY_ID"),
  secretAccessKey: setting("AWS_SECRET_ACCESS_KEY"),
  ...(process.env["AWS_SESSION_TOKEN"] === undefined ? {} : { sessionToken: process.env["AWS_SESSION_TOKEN"] }),
});

let signer: SignatureV4 | undefined;
/** How long a listener's page would wait for it gladly. */
const PATIENCE_MS = 3_000;

/**
 * Tells whoever listens on a channel: one to five events, each JSON of at most 240 KB (AppSync Events developer guide, "Publishing events over HTTP").
 * Throws where it was not taken.
 */
export async function tell(channel: string, events: readonly object[]): Promise<void> {
  const host = setting("LIVE_HOST");
  signer ??= new SignatureV4({ service: "appsync", region: setting("AWS_REGION"), credentials: ownCredentials, sha256: Sha256 });
  const body = JSON.stringify({ channel, events: events.map((event) => JSON.stringify(event)) });
  const request = { method: "POST", protocol: "https:", hostname: host, path: "/event", headers: { host, "content-type": "application/json" }, body };
  const { headers } = await signer.sign(request);
  // The AWS SDKs' own way to say that a service is found elsewhere (AWS SDKs and Tools reference guide, "Service-specific endpoints").
  const endpoint = process.env["AWS_ENDPOINT_URL_APPSYNC"] ?? `https://${host}`;
  const answer = await fetch(`${endpoint}/event`, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`AppSync answered ${answer.status}`);
}
