import type { Json } from "./json-schema.ts";

// Parameters and headers that many operations share.
export const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", minLength: 1, maxLength: 255 },
  description: "Made by the caller before the first try. The same key and body within 24 hours: the same answer and no second effect. Another body: 422.",
};
export const ifMatch = {
  name: "If-Match",
  in: "header",
  required: false,
  schema: { type: "string", examples: ['"3"'] },
  description: "The ETag as it was read. 412 if the thing has changed since.",
};
export const dryRun = {
  name: "dryRun",
  in: "query",
  required: false,
  schema: { type: "boolean", default: false },
  description: "Check everything, say which facts would be told, write nothing.",
};
export const correlationId = {
  name: "X-Correlation-Id",
  in: "header",
  required: false,
  schema: { type: "string", pattern: "^[0-9A-Za-z-]{8,64}$" },
  description: "Carried by every fact this request brings about, and answered.",
};

/** What every list takes beside its own parameters. */
export const exported = [
  {
    name: "format",
    in: "query",
    required: false,
    schema: { type: "string", enum: ["json", "csv", "jsonl"] },
    description:
      "Goes before the Accept header (`application/json`, `text/csv`, `application/x-ndjson`). An export has up to 1000 things an answer, fewer where they are large; the Link header names the next.",
  },
  {
    name: "bom",
    in: "query",
    required: false,
    schema: { type: "boolean", default: false },
    description: "CSV only: begin with a byte order mark, by which Excel knows UTF-8.",
  },
];

export const header = (description: string, schema: Json = { type: "string" }) => ({ description, schema });
export const etag = { ETag: header("The version of the data, for If-Match.", { type: "string", examples: ['"1"'] }) };
export const varied = { Vary: header("The Accept header is part of what was asked (RFC 9110).", { type: "string", const: "accept" }) };
export const disposed = { "Content-Disposition": header("Exports only: a file name to save under (RFC 6266).") };
export const linked = { Link: header('Where more follows: the next page, `rel="next"` (RFC 8288).') };
export const correlated = { "X-Correlation-Id": header("The request's correlation id.") };
