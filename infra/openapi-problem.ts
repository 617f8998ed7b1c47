import type { RefusalKind } from "../domain/kernel/decision.ts";
import { statusOf } from "../functions/_runtime/http-answer.ts";
import type { Command, Query } from "../functions/_runtime/definition.ts";
import type { Json } from "./json-schema.ts";
import { correlated, header } from "./openapi-headers.ts";

/** RFC 9457, with our stable code and the fields that are wrong. */
export const problemSchema: Json = {
  type: "object",
  description: "What went wrong (RFC 9457). `code` is stable and for programs, `detail` is for people. Never a stack or another system's words.",
  properties: {
    type: { type: "string", format: "uri", examples: ["urn:weft:problem:invalid_input"] },
    title: { type: "string", examples: ["Bad Request"] },
    status: { type: "integer", examples: [400] },
    code: { type: "string", examples: ["invalid_input"] },
    detail: { type: "string" },
    instance: { type: "string", format: "uri", description: "Names this request in our logs" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: {
          pointer: { type: "string", description: "JSON pointer (RFC 6901) into the body" },
          parameter: { type: "string" },
          header: { type: "string" },
          detail: { type: "string" },
        },
        required: ["detail"],
      },
    },
  },
  required: ["type", "title", "status", "code", "detail", "instance"],
  additionalProperties: {
    type: ["string", "number", "boolean"],
    description: "A fact that helps to mend the request, such as `currentVersion`, `openMinor` or `available`",
  },
};

const words: Readonly<Record<string, string>> = {
  400: "The request is not well formed",
  401: "No token, or none that says who calls",
  403: "The token lacks the scope, or this may not be done",
  404: "There is no such thing",
  406: "There is no such form",
  409: "It cannot be done as things stand",
  412: "It has changed since it was read",
  413: "Too much at once",
  415: "The body is not JSON",
  422: "The request makes no business sense",
  429: "Too many requests: slow down",
  500: "Our mistake: nothing half done was kept",
  503: "Busy: nothing was written, send it again",
};

/** What the gateway and the runtime may answer, whatever the use case: commands have a body, keys and conflicts. */
function always(definition: Command | Query): [status: number, code: string][] {
  const both: [number, string][] = [
    [400, "invalid_input"],
    [401, "unauthorized"],
    [403, "insufficient_scope"],
    [429, "too_many_requests"],
    [500, "internal_error"],
    [503, "temporarily_unavailable"],
    ...missing(definition),
  ];
  if (definition.kind === "query") return definition.answers === "page" ? [...both, [400, "invalid_cursor"], [406, "not_acceptable"]] : both;
  const guarded: [number, string][] = definition.guards === undefined ? [] : [[412, "precondition_failed"]];
  return [
    ...both,
    [400, "malformed_json"],
    [400, "invalid_idempotency_key"],
    [409, "conflict_retry_later"],
    [413, "body_too_large"],
    [415, "unsupported_media_type"],
    [422, "idempotency_key_reused"],
    ...guarded,
  ];
}

/** What the path names may not be there: the thing that is guarded, or the first that is read. */
function missing(definition: Command | Query): [number, string][] {
  const named = (definition.kind === "command" ? definition.guards : undefined) ?? definition.touches[0];
  return definition.route.includes("{") && named !== undefined ? [[404, `${named.noun.replaceAll("-", "_")}_not_found`]] : [];
}

/** Every error a caller may get, by status, with the codes it can have: the use case's own refusals among them. */
export function problemAnswers(definition: Command | Query, shared: Map<string, Json>): Json {
  const refusals = Object.entries(definition.refuses).map(([code, kind]: [string, RefusalKind]): [number, string] => [statusOf[kind], code]);
  const byStatus = Map.groupBy([...always(definition), ...refusals], ([status]) => status);
  const statuses = [...byStatus].sort(([one], [other]) => one - other);
  return Object.fromEntries(statuses.map(([status, codes]) => [String(status), shownOnce(status, [...new Set(codes.map(([, code]) => code))].sort(), shared)]));
}

/** An answer with one code only is the same everywhere, so it is written down once, under that code. */
function shownOnce(status: number, codes: readonly string[], shared: Map<string, Json>): Json {
  const answer = answerOf(status, codes);
  const [code = "", ...more] = codes;
  const known = shared.get(code);
  if (more.length > 0 || (known !== undefined && JSON.stringify(known) !== JSON.stringify(answer))) return answer;
  shared.set(code, answer);
  return { $ref: `#/components/responses/${code}` };
}

/** What the gateway answers by itself, before or instead of a function (API Gateway Developer Guide: HTTP API errors). It knows no correlation id. */
const fromGateway = [401, 403, 413, 429, 500, 503];
const retryAfter = { "Retry-After": header("Seconds", { type: "integer" }) };
const challenge = { "WWW-Authenticate": header("What the token lacks (RFC 6750).") };

function answerOf(status: number, codes: readonly string[]): Json {
  const problem = {
    schema: {
      allOf: [{ $ref: "#/components/schemas/Problem" }, { type: "object", properties: { status: { const: status }, code: { type: "string", enum: codes } } }],
    },
  };
  const gateway = { schema: { type: "object", properties: { message: { type: "string" } }, required: ["message"] } };
  return {
    description: `${words[status] ?? "An error"}: ${codes.map((code) => `\`${code}\``).join(", ")}`,
    headers: {
      ...(status === 409 || status === 503 ? retryAfter : {}),
      ...(status === 401 || status === 403 ? challenge : {}),
      ...correlated,
    },
    content: { "application/problem+json": problem, ...(fromGateway.includes(status) ? { "application/json": gateway } : {}) },
  };
}
