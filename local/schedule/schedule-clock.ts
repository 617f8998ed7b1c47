/** Time as the emulated services see it. Tests move it by hand; a run may speed it up. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` after `delayMs` of this clock's time. The answer cancels it. */
  after(delayMs: number, work: () => void): () => void;
}

/** Node's timers overflow past this and fire at once; longer waits are taken in steps. */
const longestTimerMs = 2_000_000_000;

/** The machine's clock; with `timeScale` 60 a minute of waiting passes in a second (waits only: `now` stays true). */
export function systemClock(timeScale = 1): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, work) {
      let left = delayMs / timeScale;
      let timer: NodeJS.Timeout;
      const step = () => {
        const wait = Math.min(left, longestTimerMs);
        left -= wait;
        timer = setTimeout(() => (left > 0 ? step() : work()), wait);
      };
      step();
      return () => clearTimeout(timer);
    },
  };
}

/** A clock that stands still until `advance` is called; due work runs in order of its time. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function manualClock(startMs: number): ManualClock {
  let now = startMs;
  const waiting = new Set<{ readonly at: number; readonly work: () => void }>();
  return {
    now: () => now,
    after(delayMs, work) {
      const entry = { at: now + delayMs, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...waiting].filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.work();
      }
      now = end;
    },
  };
}
