import { STATUS_CODES } from "node:http";
import * as z from "zod";
import type { RefusalKind, Refused } from "../../domain/kernel/decision.ts";
import { CallerError, type Fault } from "./caller-error.ts";
import type { StoredAnswer } from "./idempotency.ts";

/** The one table from a refusal's kind to its HTTP status. */
export const statusOf = {
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  unprocessable: 422,
  precondition_failed: 412,
  too_large: 413,
} as const satisfies Record<RefusalKind, number>;

const always = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** A successful answer. `version` of the data becomes the ETag that If-Match expects. */
export function answer(
  status: number,
  body: { readonly data: unknown; readonly [more: string]: unknown },
  headers: Readonly<Record<string, string>> = {},
): StoredAnswer {
  const versioned = z.object({ version: z.int() }).safeParse(body.data);
  return {
    status,
    headers: { ...always, "content-type": "application/json", ...(versioned.success ? { etag: `"${versioned.data.version}"` } : {}), ...headers },
    body: JSON.stringify(body),
  };
}

/** A successful answer that is not JSON. */
export const textAnswer = (contentType: string, body: string, headers: Readonly<Record<string, string>>): StoredAnswer => ({
  status: 200,
  headers: { ...always, "content-type": contentType, ...headers },
  body,
});

/** RFC 9457. `code` is stable and for programs, `detail` is for people, `errors` names each wrong field by JSON pointer (RFC 6901). Never a stack, never another system's words. */
export function problem(
  status: number,
  code: string,
  detail: string,
  instance: string,
  more: { faults?: readonly Fault[]; headers?: Readonly<Record<string, string>>; facts?: object } = {},
): StoredAnswer {
  const faults = more.faults ?? [];
  const body = {
    type: `urn:weft:problem:${code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail,
    instance: `urn:weft:request:${instance}`,
    ...more.facts,
    ...(faults.length > 0 ? { errors: faults } : {}),
  };
  return { status, headers: { ...always, "content-type": "application/problem+json", ...more.headers }, body: JSON.stringify(body) };
}

/** A refusal as the caller sees it: its code completes "refused because …". */
export function refusalProblem({ code, about }: Refused<string>, kind: RefusalKind, instance: string): StoredAnswer {
  const { pointer, detail = `Refused because ${code.replaceAll("_", " ")}.`, ...facts } = about;
  return problem(statusOf[kind], code, detail, instance, { facts, faults: pointer === undefined ? [] : [{ pointer, detail }] });
}

/** Whatever went wrong, as an answer. Only errors made for callers keep their words; anything else is ours, and says nothing. */
export function errorProblem(error: unknown, instance: string): StoredAnswer {
  if (error instanceof CallerError) return problem(error.status, error.code, error.message, instance, error);
  return problem(500, "internal_error", "Something went wrong on our side. Nothing half done was kept; the request can be sent again.", instance);
}
