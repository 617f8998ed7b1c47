import { list, record, text } from "./json.ts";

export interface ProblemError {
  /** JSON pointer into the body. */
  readonly pointer?: string;
  readonly detail: string;
}

/** A refusal of the API (RFC 9457). */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly errors: readonly ProblemError[];
  readonly instance: string;
  constructor(status: number, body: unknown) {
    const { code, detail, errors, instance } = record(body);
    super(text(detail));
    this.status = status;
    this.code = text(code) || (status === 404 ? "not_found" : "unknown");
    this.instance = text(instance);
    this.errors = list(errors).map((error) => {
      const { pointer, detail: why } = record(error);
      return { ...(typeof pointer === "string" && { pointer }), detail: text(why) };
    });
  }
}

/** No answer came: the network is away, or the API is. Whether a command took effect is not known. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

/** The request may have taken effect or may still: it is to be sent again as it was, with its key. */
export const isOpen = (problem: unknown): boolean =>
  problem instanceof NoAnswer ||
  (problem instanceof Problem && (problem.status >= 500 || problem.status === 429 || problem.status === 401 || problem.code === "conflict_retry_later"));
