import { setTimeout as sleep } from "node:timers/promises";

/** How often a call that the table turned away is sent again. */
export const MOST_TRIES = 8;
const FIRST_MS = 20;
const LONGEST_MS = 800;
/** What must remain of the function's time to try once more and still answer. */
const RESERVE_MS = 1_500;

/**
 * Waits before another try with full jitter (a random wait up to a bound that doubles), and says `false` when tries or time are used up.
 * Jitter spreads rivals apart; the bound keeps a storm from feeding itself (AWS Builders' Library, "Timeouts, retries and backoff with jitter").
 */
export class Backoff {
  #tries = 0;
  readonly #limit: number;
  readonly #remainingMs: () => number;

  constructor(limit: number, remainingMs: () => number) {
    this.#limit = limit;
    this.#remainingMs = remainingMs;
  }

  get tries(): number {
    return this.#tries;
  }

  async again(): Promise<boolean> {
    this.#tries += 1;
    const wait = Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    if (this.#tries >= this.#limit || this.#remainingMs() < RESERVE_MS + wait) return false;
    await sleep(wait);
    return true;
  }
}
