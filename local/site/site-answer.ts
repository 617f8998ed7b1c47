import type { IncomingHttpHeaders } from "node:http";
import type { GatewayResponse } from "../gateway/gateway-response.ts";
import type { Encoding, SiteFile } from "./site-files.ts";

/** What CloudFront compresses: files of these types and sizes (Developer Guide, "Serve compressed files"). */
const COMPRESSIBLE = /^(text\/|application\/(json|manifest\+json)$|image\/svg\+xml$)/;
const [SMALLEST_BYTES, LARGEST_BYTES] = [1_000, 10_000_000];

/** A file for whoever asked with these headers: compressed where that is wanted, and not at all where the asker has it already. */
export async function fileAnswer(file: SiteFile, asked: IncomingHttpHeaders, compresses: boolean): Promise<GatewayResponse> {
  const size = file.bytes.length;
  const may = compresses && COMPRESSIBLE.test(file.type) && size >= SMALLEST_BYTES && size <= LARGEST_BYTES;
  const encoding = may ? encodingFor(String(asked["accept-encoding"] ?? "")) : null;
  // Compressed, the bytes are others, though they mean the same.
  const etag = encoding === null ? file.etag : `W/${file.etag}`;
  const headers = { etag, ...(may && { vary: "Accept-Encoding" }) };
  const held = String(asked["if-none-match"] ?? "").split(/,\s*/);
  if (held.includes("*") || held.some((one) => one.replace(/^W\//, "") === file.etag)) return { status: 304, headers, body: "" };
  return {
    status: 200,
    headers: { "content-type": file.type, ...headers, ...(encoding !== null && { "content-encoding": encoding }) },
    body: encoding === null ? file.bytes : await file.encoded(encoding),
  };
}

/** Brotli before gzip, as CloudFront prefers; `q=0` refuses one. */
function encodingFor(accepted: string): Encoding | null {
  const taken = accepted
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]?.trim());
  return taken.includes("br") ? "br" : taken.includes("gzip") ? "gzip" : null;
}

/** What stands where the console will, until it is built: `npm start` does so beside its other work. */
export const notBuilt: GatewayResponse = {
  status: 503,
  headers: { "content-type": "text/html;charset=utf-8", "retry-after": "3" },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3"><title>Weft</title></head><body><main><h1>Weft</h1><p>The console is not built yet. <code>npm start</code> builds it while it starts, which takes some seconds the first time; <code>npm run build:console</code> builds it by hand. This page looks again by itself. The API is at work already: its reference is at <a href="/docs">/docs</a>.</p></main></body></html>`,
};

/** As S3 refuses what is not there to someone who may not list the bucket. */
export const noSuchFile: GatewayResponse = {
  status: 403,
  headers: { "content-type": "application/xml" },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};
