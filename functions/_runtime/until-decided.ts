import { Backoff } from "./backoff.ts";
import { DecideAgain } from "./caller-error.ts";
import { count } from "./observed.ts";
import type { Once } from "./request.ts";

/** Where nobody waits, work may be decided anew for as long as the function's time allows. */
const MOST_DECISIONS = 40;

/** Runs the work again for as long as others change what it read and there is time. */
export async function untilDecided<Result>(
  once: Once,
  remainingMs: () => number,
  work: (once: Once) => Promise<Result>,
): Promise<{ readonly result: Result; readonly tries: number }> {
  const backoff = new Backoff(MOST_DECISIONS, remainingMs);
  for (;;) {
    once.startOver();
    try {
      return { result: await work(once), tries: backoff.tries + 1 };
    } catch (error) {
      if (!(error instanceof DecideAgain)) throw error;
      count("DecidedAgain");
      if (!(await backoff.again())) throw new Error("others were faster for as long as there was time", { cause: error });
    }
  }
}
