import { differences } from "./json-shape.ts";
import { type Operation, document } from "./operations.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Milliseconds from the first byte sent to the last one read. */
  readonly ms: number;
}

/** What HTTP and the gateway put on any answer, whoever gives it (RFC 9110, RFC 9111; API Gateway's own request id). */
const everywhere = new Set([
  "date",
  "connection",
  "keep-alive",
  "content-type",
  "content-length",
  "cache-control",
  "x-content-type-options",
  "apigw-requestid",
]);

/** Words that belong to us and to those we call, never to a caller. */
const INTERNAL =
  /dynamo|node_modules|\bat \S+ \(|\.(m?js|ts):\d+|arn:aws|Exception\b|TypeError|RangeError|SyntaxError|ECONN|ValidationError|ZodError|ExpressionAttribute|ConditionExpression|gsi\d|weft-(dev|prod)|"pk"|"sk"|stack"/i;

/** Everything in an answer that its operation's contract does not describe. */
export function undescribed(called: Operation, { status, headers, text }: Answer): string[] {
  const described = called.responses[String(status)];
  if (described === undefined) return [`status ${status} is not described: ${text.slice(0, 200)}`];
  const type = headers.get("content-type") ?? "";
  const media = described.content?.[type.split(";")[0] ?? ""];
  if (media === undefined) return [`content type "${type}" is not described for ${status}`];
  const known = new Set(Object.keys(described.headers ?? {}).map((name) => name.toLowerCase()));
  const strangers = [...headers.keys()]
    .filter((name) => !known.has(name) && !everywhere.has(name))
    .map((name) => `header ${name} is not described for ${status}`);
  if (!type.includes("json")) return strangers;
  if (type.includes("ndjson")) return [...strangers, ...(text.split("\n").slice(0, -1).every(isLine) ? [] : ["a line is not a thing as JSON"])];
  const body = parsed(text);
  if (body === undefined) return [...strangers, `a body of type ${type} is not JSON`];
  // A document's own contents are described by its own standard.
  const shape = called.scope === undefined && status === 200 ? [] : differences(body, media.schema, document);
  const leaks = status >= 400 && INTERNAL.test(text) ? [`the answer speaks of our insides: ${text.slice(0, 300)}`] : [];
  return [...strangers, ...shape.map((each) => `${status}: ${each}`), ...leaks];
}

const isLine = (line: string): boolean => line.startsWith("{") && parsed(line) !== undefined;
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
