import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";

const Answer = z.looseObject({ data: z.unknown(), next: z.string().optional() });
const Problem = z.looseObject({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.looseObject({ pointer: z.string().optional(), detail: z.string() })).optional(),
});
const Token = z.object({ access_token: z.string() });

/** Tries before it is given up: with waits that double up to 20 s, some minutes of a server that does not answer. */
const MOST_TRIES = 12;

/** What the server answered that is no success, in its own words. */
export class Refused extends Error {
  readonly code: string;
  constructor(status: number, body: unknown) {
    const problem = Problem.safeParse(body);
    const where = problem.data?.errors?.map(({ pointer = "", detail }) => `\n  ${pointer} ${detail}`).join("") ?? "";
    super(problem.success ? `${problem.data.detail} (${problem.data.code})${where}` : `The server answered ${status}.`);
    this.code = problem.data?.code ?? "";
  }
}

export interface Door {
  readonly url: string;
  /** A bearer token; without it the local runtime is asked for one for this tenant. */
  readonly token?: string;
  readonly tenant: string;
}

/** The API as a careful client calls it: what may be sent again is sent again until there is an answer. */
export class Client {
  readonly #door: Door;
  #token: string | undefined;

  constructor(door: Door) {
    this.#door = door;
    this.#token = door.token;
  }

  /** The answer's data, and where the next page begins. */
  async call(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<{ readonly data: unknown; readonly next?: string | undefined }> {
    const key = crypto.randomUUID();
    for (let tries = 1; ; tries += 1) {
      const response = await this.#send(method, path, body, key);
      if (response?.ok === true) return Answer.parse(await response.json());
      const again = response === undefined || response.status === 429 || response.status >= 500 || (await isBusy(response.clone()));
      // A local token lives an hour; a large file may take longer.
      if (response?.status === 401 && this.#door.token === undefined && tries < MOST_TRIES) this.#token = undefined;
      else if (!again || tries === MOST_TRIES)
        throw response === undefined ? new Error(`Nothing answers at ${this.#door.url}.`) : new Refused(response.status, await bodyOf(response));
      await sleep(Math.random() * Math.min(20_000, 200 * 2 ** tries));
    }
  }

  async #send(method: string, path: string, body: unknown, key: string): Promise<Response | undefined> {
    const headers = {
      authorization: `Bearer ${(this.#token ??= await this.#localToken())}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "POST" ? { "idempotency-key": key } : {}),
    };
    return fetch(new URL(path, this.#door.url), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }).catch(() => undefined);
  }

  async #localToken(): Promise<string> {
    const { url, tenant } = this.#door;
    const answer = await fetch(new URL("/_local/token", url), {
      method: "POST",
      headers: { "content-type": "application/json", "x-weft-local": "1" },
      body: JSON.stringify({ tenant, role: "admin" }),
    }).catch(() => undefined);
    if (answer === undefined) throw new Error(`Nothing answers at ${url}: start Weft with "npm start", or name another --url.`);
    const token = Token.safeParse(await answer.json().catch(() => undefined));
    if (!token.success) throw new Error(`${url} gives out no tokens by itself: pass one with --token, or in WEFT_TOKEN.`);
    return token.data.access_token;
  }
}

const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined);
const isBusy = async (response: Response): Promise<boolean> =>
  response.status === 409 && Problem.safeParse(await bodyOf(response)).data?.code === "conflict_retry_later";
