import * as z from "zod";

const Answer = z.looseObject({ data: z.unknown() });
const Page = z.looseObject({ data: z.array(z.unknown()), next: z.string().optional() });
/** Refusals that mean "not now". */
const AGAIN = new Set([429, 503]);
const MOST_TRIES = 12;

/** An answer that asking again would not change. */
export class Refused extends Error {
  readonly status: number;
  /** Of the problem, empty where the answer was none. */
  readonly code: string;
  constructor(request: string, status: number, text: string) {
    super(`${request} answered ${status}: ${text}`);
    this.status = status;
    this.code = /"code":"([a-z_]+)"/.exec(text)?.[1] ?? "";
  }
}

/** Sends a request in somebody's name. */
export type Send = (request: Request) => Promise<Response>;
export const withToken =
  (token: string): Send =>
  (request) => {
    request.headers.set("authorization", `Bearer ${token}`);
    return fetch(request);
  };
/** Nothing of Node's: a browser plays the same. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Weft as any client has it: HTTP, a token, and a key on each POST so that one that must be sent again happens once. */
export class Client {
  readonly #url: string;
  readonly #inTheirName: Send;
  requests = 0;

  constructor(url: string, send: Send) {
    this.#url = url;
    this.#inTheirName = send;
  }

  get<Shape>(path: string, shape: z.ZodType<Shape>): Promise<Shape> {
    return this.#data(shape, "GET", path);
  }
  post<Shape>(path: string, key: string, body: object, shape: z.ZodType<Shape>): Promise<Shape> {
    return this.#data(shape, "POST", path, body, { "idempotency-key": key });
  }
  /** Checks a command and does nothing. */
  async try(path: string, body: object): Promise<void> {
    await this.#send("POST", `${path}?dryRun=true`, body);
  }
  async patch(path: string, body: object): Promise<void> {
    await this.#send("PATCH", path, body);
  }

  /** A whole list. */
  async list<Shape>(path: string, shape: z.ZodType<Shape>): Promise<Shape[]> {
    const all: Shape[] = [];
    const at = new URL(path, this.#url);
    at.searchParams.set("limit", "100");
    for (;;) {
      const { data, next } = Page.parse(await this.#send("GET", `${at.pathname}${at.search}`));
      for (const one of data) all.push(shape.parse(one));
      if (next === undefined) return all;
      at.searchParams.set("cursor", next);
    }
  }

  async #data<Shape>(shape: z.ZodType<Shape>, method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Shape> {
    return shape.parse(Answer.parse(await this.#send(method, path, body, headers)).data);
  }

  async #send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      this.requests += 1;
      const answer = await this.#inTheirName(
        new Request(new URL(path, this.#url), {
          method,
          headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      const text = await answer.text();
      if (answer.ok) return JSON.parse(text);
      const again = AGAIN.has(answer.status) || text.includes('"conflict_retry_later"');
      if (!again || tries === MOST_TRIES) throw new Refused(`${method} ${path}`, answer.status, text);
      await sleep(50 * tries);
    }
  }
}

/**
 * Looks again until something has come about: facts travel between contexts, and an answer is not the end of a story.
 * `firstPauseMs` is how long it waits before it looks a second time; then twice as long each time, up to 200 ms.
 */
export async function eventually<Found>(what: string, look: () => Promise<Found | undefined>, limitMs = 120_000, firstPauseMs = 5): Promise<Found> {
  const until = Date.now() + limitMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, 200)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what} did not come about within ${limitMs / 1000} s`);
    await sleep(pause);
  }
}

/** Does work for each, so many at once. */
export async function each<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
