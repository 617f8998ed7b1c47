/** What is remembered of one function: how often it ran, how long it took, its last log lines. */
export class FunctionRecord {
  calls = 0;
  errors = 0;
  readonly lines: string[] = [];
  readonly #durations: number[] = [];

  ended(ok: boolean, ms: number): void {
    this.calls += 1;
    if (!ok) this.errors += 1;
    this.#durations.push(ms);
    if (this.#durations.length > 500) this.#durations.shift();
  }

  log(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 200) this.lines.shift();
  }

  /** The duration below which this share of the last 500 calls stayed, in milliseconds. */
  percentileMs(share: number): number | null {
    const sorted = this.#durations.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  }
}
