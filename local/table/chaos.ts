/** The faults the table door can inject into one call. */
const faultNames = ["before", "after", "conflict", "throttle", "slow"] as const;
type FaultName = (typeof faultNames)[number];

/** How a fault shows itself: a lost connection or an answer with status 500. */
type FaultManner = "reset" | "error";

export interface ChaosPlan {
  /** The same seed over the same calls fires the same faults. */
  readonly seed: number;
  /** Probability per call, 0–1, of each fault; absent is never. */
  readonly faults?: Partial<Record<FaultName, number>>;
  /** How long `slow` waits before it forwards. */
  readonly slowMs?: number;
  /** Probability that a read which is not strongly consistent is answered from how things stood before recent writes. */
  readonly stale?: number;
  /** How long ago such a write may lie, 1,000 ms unless told. */
  readonly staleMs?: number;
  /** Limits the faults to some calls. */
  readonly only?: (operation: string, functionName: string) => boolean;
  /** Probability of a second delivery, 0.02 unless told: AWS promises at least once, so nobody may learn exactly once. */
  readonly duplicate?: number;
  /** Probability of a changed order, 0.02 unless told. */
  readonly reorder?: number;
}

export interface Chaos {
  /** Draws the fault for one call, and counts it as fired. */
  fault(operation: string, functionName: string): { readonly name: FaultName; readonly manner: FaultManner; readonly slowMs: number } | undefined;
  /** Set when the plan asks for stale reads: `draws` decides for one read, and counts it when the caller says it showed. */
  readonly stale: { readonly withinMs: number; draws(operation: string, functionName: string): boolean; shown(): void } | undefined;
  duplicates(): boolean;
  reorders(): boolean;
  /** A whole number from 0 to below `below`. */
  pick(below: number): number;
  /** Goes on with another plan, from its seed: one runtime can then play many. Stale reads need a plan that had them at the start. */
  become(plan: ChaosPlan): void;
  /** How often each fault, duplicate and reorder really happened: a fault run in which none fired proves nothing. */
  readonly fired: Readonly<Record<FaultName | "stale" | "duplicate" | "reorder", number>>;
}

/** mulberry32: 32 bits of state are plenty to choose faults, and a seed is a number one can read aloud. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Faults of the calls and of the deliveries come from two sequences, so that one does not shift the other. */
export function createChaos(first: ChaosPlan): Chaos {
  let plan = first;
  let calls = seededRandom(plan.seed);
  let deliveries = seededRandom(plan.seed ^ 0x5bd1e995);
  const fired = { before: 0, after: 0, conflict: 0, throttle: 0, slow: 0, stale: 0, duplicate: 0, reorder: 0 };
  const chance = (what: "duplicate" | "reorder", probability: number) => {
    const happens = probability > 0 && deliveries() < probability;
    if (happens) fired[what] += 1;
    return happens;
  };
  return {
    fired,
    become(next) {
      plan = next;
      calls = seededRandom(next.seed);
      deliveries = seededRandom(next.seed ^ 0x5bd1e995);
    },
    fault(operation, functionName) {
      if (plan.faults === undefined || plan.only?.(operation, functionName) === false) return undefined;
      const draw = calls();
      const manner: FaultManner = calls() < 0.5 ? "reset" : "error";
      let reached = 0;
      for (const name of faultNames) {
        // Only transactions can end in a TransactionConflict reason (DynamoDB guide, "Transaction conflict handling").
        if (name === "conflict" && operation !== "TransactWriteItems") continue;
        reached += plan.faults[name] ?? 0;
        if (draw >= reached) continue;
        fired[name] += 1;
        return { name, manner, slowMs: plan.slowMs ?? 50 };
      }
      return undefined;
    },
    stale:
      (plan.stale ?? 0) === 0
        ? undefined
        : {
            withinMs: plan.staleMs ?? 1000,
            draws: (operation, functionName) => plan.only?.(operation, functionName) !== false && calls() < (plan.stale ?? 0),
            shown: () => void (fired.stale += 1),
          },
    duplicates: () => chance("duplicate", plan.duplicate ?? 0.02),
    reorders: () => chance("reorder", plan.reorder ?? 0.02),
    pick: (below) => Math.floor(deliveries() * below),
  };
}

/** Every delivery once and in order: for tests that count. */
export const noChaos = (): Chaos => createChaos({ seed: 0, duplicate: 0, reorder: 0 });
