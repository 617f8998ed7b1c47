/** Where the time since the last reset went. Every moment counts once: for the table while any call to it waits, else for the functions while any runs, else for the rest. */
export interface Moments {
  readonly tableMs: number;
  readonly functionMs: number;
  readonly restMs: number;
}

export interface MomentClock {
  /** Work of this kind begins; the answer ends it. */
  begin(kind: "table" | "function"): () => void;
  read(): Moments;
  reset(): void;
}

/** Divides wall time among the parts of the runtime, by what is under way at each moment. */
export function createMomentClock(now: () => number): MomentClock {
  const underWay = { table: 0, function: 0 };
  let spent = { tableMs: 0, functionMs: 0, restMs: 0 };
  let since = now();
  const turn = () => {
    const at = now();
    spent[underWay.table > 0 ? "tableMs" : underWay.function > 0 ? "functionMs" : "restMs"] += at - since;
    since = at;
  };
  return {
    begin(kind) {
      turn();
      underWay[kind] += 1;
      return () => {
        turn();
        underWay[kind] -= 1;
      };
    },
    read() {
      turn();
      return { ...spent };
    },
    reset() {
      spent = { tableMs: 0, functionMs: 0, restMs: 0 };
      since = now();
    },
  };
}
