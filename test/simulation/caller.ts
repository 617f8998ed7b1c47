import { setTimeout as sleep } from "node:timers/promises";
import type { Host } from "./host.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: any;
}

/** A careful client of one tenant: makes its key before it sends, and sends again until there is an answer to keep. */
export class Caller {
  readonly #host: Host;
  readonly tenant: string;
  /** What was answered to every keyed request, to be sent again. */
  readonly answered: { readonly method: string; readonly path: string; readonly payload: object; readonly key: string; readonly answer: Answer }[] = [];
  #keys = 0;

  constructor(host: Host, tenant: string) {
    this.#host = host;
    this.tenant = tenant;
  }

  async read(path: string): Promise<any> {
    const { status, text, body } = await this.#until("GET", path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
    return body;
  }

  async write(method: string, path: string, payload: object): Promise<Answer> {
    const key = `${this.tenant}-${(this.#keys += 1)}`;
    const answer = await this.#until(method, path, payload, key);
    this.answered.push({ method, path, payload, key, answer });
    return answer;
  }

  async must(method: string, path: string, payload: object): Promise<any> {
    const { status, text, body } = await this.write(method, path, payload);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return body.data;
  }

  again({ method, path, payload, key }: (typeof this.answered)[number]): Promise<Answer> {
    return this.#until(method, path, payload, key);
  }

  async #until(method: string, path: string, payload?: object, key?: string): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#once(method, path, payload, key);
      const passing = answer === undefined || answer.status >= 500 || answer.status === 429 || answer.body?.code === "conflict_retry_later";
      if (!passing) return answer;
      if (tries > 200)
        throw new Error(`${method} ${path} had no answer in 200 tries; the last was ${answer?.status ?? "a lost connection"}: ${answer?.text ?? ""}`);
      await sleep(Math.min(tries * 5, 100));
    }
  }

  async #once(method: string, path: string, payload: object | undefined, key: string | undefined): Promise<Answer | undefined> {
    try {
      const { runtime } = this.#host;
      const token = await runtime.token({ tenant: this.tenant, role: "admin" });
      const answer = await fetch(new URL(path, runtime.url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(payload === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined || method !== "POST" ? {} : { "idempotency-key": key }),
        },
        ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
        signal: AbortSignal.timeout(40_000),
      });
      const text = await answer.text();
      return { status: answer.status, text, body: JSON.parse(text) };
    } catch {
      return undefined;
    }
  }
}
