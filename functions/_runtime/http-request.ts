import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import { CallerError, type Fault } from "./caller-error.ts";
import { TENANT } from "./keys.ts";

/** AWS takes 10 MB; no command of ours needs more than a 500-line order, which is about 100 KB. */
const MOST_BYTES = 1_048_576;

/** The gateway hands every claim over as a string, arrays as `[a b]`; a claim in another shape is no sign-in at all (never "no rights"). */
const Claims = z.looseObject({
  sub: z.string().min(1).max(128),
  client_id: z.string().min(1).max(128),
  tenant: z.string().regex(TENANT),
  scope: z.string().regex(/^[^[\]]*$/),
});

export interface Caller {
  readonly tenant: string;
  readonly actor: string;
}

/** Who calls, from the verified token alone, with the right it needs. The gateway checked the scope too: two walls. */
export function callerOf(event: APIGatewayProxyEventV2WithJWTAuthorizer, scope: string): Caller {
  const claims = Claims.safeParse(event.requestContext.authorizer?.jwt?.claims);
  if (!claims.success)
    throw new CallerError(401, "unauthorized", "The token does not say who calls for which tenant.", { headers: { "www-authenticate": "Bearer" } });
  const { sub, client_id, tenant, scope: granted } = claims.data;
  if (!granted.split(" ").includes(`weft/${scope}`)) throw new CallerError(403, "insufficient_scope", `This needs the scope weft/${scope}.`);
  return { tenant, actor: sub === client_id ? `client:${client_id}` : `user:${sub}` };
}

/** A command's body as the object it must be. No body is an empty one. */
export function bodyOf(event: APIGatewayProxyEventV2WithJWTAuthorizer): Record<string, unknown> {
  const written = event.body === undefined ? "" : event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body;
  if (Buffer.byteLength(written) > MOST_BYTES) throw new CallerError(413, "body_too_large", "A body may have 1 MB at most.");
  if (written === "") return {};
  const type = event.headers["content-type"] ?? "";
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(type)) throw new CallerError(415, "unsupported_media_type", "The body must be application/json.");
  const parsed = jsonOf(written);
  if (!isObject(parsed)) throw new CallerError(400, "malformed_json", "The body must be a JSON object.");
  return parsed;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written, (key: string, value: unknown) => {
      // As an own key it would pass unseen through every copy that follows.
      if (key === "__proto__") throw invalid([{ pointer: "/__proto__", detail: "is not a field of this request" }]);
      return value;
    });
  } catch (error) {
    if (error instanceof CallerError) throw error;
    throw new CallerError(400, "malformed_json", "The body is not JSON.");
  }
}

/** Query parameters with numbers and booleans as the schema wants them; what does not look like one stays text and is refused by the schema. */
export function parametersOf(shape: Readonly<Record<string, unknown>>, raw: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, written]) => {
      const schema = Object.hasOwn(shape, name) ? innermost(shape[name]) : undefined;
      if (schema instanceof z.ZodNumber && written !== undefined && /^-?\d{1,16}(\.\d{1,10})?$/.test(written)) return [name, Number(written)];
      if (schema instanceof z.ZodBoolean && (written === "true" || written === "false")) return [name, written === "true"];
      return [name, written];
    }),
  );
}

function innermost(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
}

/** The input, or every fault in it at once: JSON pointers into the body, names for parameters. */
export function inputOf<Input extends z.ZodObject>(
  schema: Input,
  path: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>>,
  place: "body" | "query",
): z.output<Input> {
  const clashing = Object.keys(rest).filter((name) => Object.hasOwn(path, name));
  if (clashing.length > 0) throw invalid(clashing.map((name) => fault(place, [name], "is not a field of this request")));
  const parsed = schema.safeParse({ ...rest, ...path });
  if (parsed.success) {
    const halves = halfCharacters(parsed.data);
    if (halves.length === 0) return parsed.data;
    throw invalid(halves.map((where) => fault(place, where, "holds half a character (a lone surrogate)")));
  }
  throw invalid(
    parsed.error.issues.flatMap((issue) => {
      const where = issue.path.map(String);
      const from = where[0] !== undefined && Object.hasOwn(path, where[0]) ? "query" : place;
      if (issue.code === "unrecognized_keys") return issue.keys.map((key) => fault(from, [...where, key], "is not a field of this request"));
      return [fault(from, where, issue.message)];
    }),
  );
}

/** Where texts are that have no UTF-8 form (RFC 8259, 8.2): the table would refuse them, or keep another text than was answered. */
function halfCharacters(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === "string") return value.isWellFormed() ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => halfCharacters(inner, [...path, name]));
}

export const invalid = (faults: readonly Fault[]): CallerError =>
  new CallerError(400, "invalid_input", faults.length === 1 ? "One field is wrong." : `${faults.length} fields are wrong.`, { faults: faults.slice(0, 50) });

const fault = (place: "body" | "query", path: readonly string[], detail: string): Fault =>
  place === "body"
    ? { pointer: path.map((each) => `/${each.replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), detail }
    : { parameter: path.join("."), detail };
