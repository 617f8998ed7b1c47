import createClient from "openapi-fetch";
import type { paths } from "./api.ts";
import { record } from "./json.ts";
import { NoAnswer, Problem } from "./problem.ts";

export interface Answer {
  /** The whole body: `data`, and of lists `next`. */
  readonly body: Record<string, unknown>;
  readonly etag?: string;
}

export interface Ask {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Gives the access token of now; asked to renew, a new one, or `undefined` where the person must sign in again. */
export type Token = (renew: boolean) => Promise<string | undefined>;

export class ApiClient {
  readonly #base: string;
  /** Where the API is. */
  readonly url: string;
  readonly #token: Token;
  /** For screens made by hand: every path, parameter and answer is checked against the contract. */
  readonly typed;

  constructor(base: string, token: Token) {
    this.#base = base;
    this.#token = token;
    this.url = base || globalThis.location.origin;
    this.typed = createClient<paths>({ baseUrl: this.url, fetch: (request) => this.send(request) });
  }

  /** Every request goes through here: it carries the token, and is sent once more with a new one where the old had run out. */
  async send(request: Request): Promise<Response> {
    const first = await this.#once(request.clone(), false);
    return first.status === 401 ? this.#once(request, true) : first;
  }

  async #once(request: Request, renew: boolean): Promise<Response> {
    const token = await this.#token(renew);
    if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
    try {
      return await fetch(request);
    } catch (problem) {
      if (request.signal.aborted) throw problem;
      throw new NoAnswer();
    }
  }

  /** For pages drawn from the contract, which know their paths only as they run. */
  async ask({ method, path, query = {}, body, headers = {}, signal }: Ask): Promise<Answer> {
    const response = await this.raw({ method, path, query, headers, ...(body !== undefined && { body }), ...(signal !== undefined && { signal }) });
    const answer = record(await response.json().catch(() => undefined));
    const etag = response.headers.get("etag");
    return { body: answer, ...(etag !== null && { etag }) };
  }

  /** A good answer as it came; anything else is thrown as a {@link Problem}. */
  async raw({ method, path, query = {}, body, headers = {}, signal }: Ask): Promise<Response> {
    const search = new URLSearchParams(query).toString();
    const request = new Request(`${this.#base}${path}${search === "" ? "" : `?${search}`}`, {
      method,
      headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    const response = await this.send(request);
    if (!response.ok) throw new Problem(response.status, await response.json().catch(() => undefined));
    return response;
  }
}
