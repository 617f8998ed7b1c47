import * as z from "zod";

/** What goes out on the wire. */
export type GatewayResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
};

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), Scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that belong to the connection, not to the function. */
const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "upgrade", "proxy-authenticate", "te", "trailer"]);

/** The gateway's own answers: `{"message": …}`, as HTTP APIs give them. */
export function message(status: number, text: string, headers: Readonly<Record<string, string>> = {}): GatewayResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ message: text }) };
}

export const internalServerError = message(500, "Internal Server Error");
export const serviceUnavailable = message(503, "Service Unavailable");

/**
 * Turns a function's answer into a response. Without `statusCode` the whole answer is the body of a 200; an answer
 * with `statusCode` in a shape the gateway cannot read is a 500.
 * AWS source: API Gateway Developer Guide, "Lambda function response for format 2.0".
 */
export function responseOf(answer: unknown): GatewayResponse {
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer))
    return { status: 200, headers: { "content-type": "application/json" }, body: typeof answer === "string" ? answer : JSON.stringify(answer ?? null) };
  const parsed = Structured.safeParse(answer);
  if (!parsed.success) return internalServerError;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const out: Record<string, string | readonly string[]> = { "content-type": "text/plain;charset=utf-8" };
  for (const [name, value] of Object.entries(headers ?? {})) if (!hopByHop.has(name.toLowerCase())) out[name.toLowerCase()] = value;
  if (cookies != null && cookies.length > 0) out["set-cookie"] = cookies;
  return { status: statusCode, headers: out, body: isBase64Encoded === true ? Buffer.from(body ?? "", "base64") : (body ?? "") };
}
