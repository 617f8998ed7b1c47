import { setTimeout as sleep } from "node:timers/promises";

/** How much of each kind of work is left. */
type Work = () => readonly (readonly [what: string, count: number])[];

/** Resolves after a few quiet looks in a row; one look could fall between a hand-over. Names what is left when time is up. */
export async function whenQuiet(work: Work, limitMs = 30_000): Promise<void> {
  const until = Date.now() + limitMs;
  for (let quiet = 0; quiet < 3; ) {
    const left = work().filter(([, count]) => count > 0);
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (Date.now() > until) throw new Error(`Still busy after ${limitMs / 1000} s: ${left.map(([what, count]) => `${what} (${count})`).join(", ")}.`);
    await sleep(quiet > 0 ? 2 : 10);
  }
}
