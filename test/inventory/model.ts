import { setImmediate as turn } from "node:timers/promises";
import type { Collection, Kept } from "../../domain/kernel/collection.ts";
import type { Change, Condition, Decision, Otherwise } from "../../domain/kernel/decision.ts";
import type { Fact } from "../../domain/kernel/event.ts";
import { plus } from "../../domain/kernel/quantity.ts";
import type { Store } from "../../functions/_runtime/store.ts";
import type { UseCase } from "../../functions/_runtime/definition.ts";

// biome-ignore-all lint/suspicious/noExplicitAny: a model holds anything
type Doc = Record<string, any>;
class DecideAgain extends Error {}
class Crash extends Error {}

/** 26 characters that sort as they were given out. */
export const idOf = (n: number): string => `01${String(n).padStart(24, "0")}`;

const place = (of: Collection<any>, id: string, sort = "") => `${of.noun}|${id}|${sort}`;

/**
 * A model of the table in which every read and every commit may be overtaken by any other task: `seed` chooses who moves next.
 * With `crashes` above 0, a step may die before or after its commit; its message then comes again.
 */
export class Model {
  readonly items = new Map<string, Doc>();
  readonly facts: Fact<string, any>[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #random: () => number;
  readonly #crashes: number;
  readonly #errors: unknown[] = [];
  #running = 0;
  #ids = 0;
  crashed = 0;
  overtaken = 0;
  /** Called after every commit, with the things it changed as they were and what it told. */
  check: (before: ReadonlyMap<string, Doc | undefined>, told: readonly Fact<string, any>[]) => void = () => {};

  constructor(random: () => number, crashes = 0) {
    this.#random = random;
    this.#crashes = crashes;
  }

  all<T extends Kept>(of: Collection<T>): T[] {
    return [...this.items].filter(([key]) => key.startsWith(`${of.noun}|`)).map(([, doc]) => doc as T);
  }
  one<T extends Kept>(of: Collection<T>, id: string, sort?: string): T | undefined {
    return this.items.get(place(of, id, sort)) as T | undefined;
  }

  /** Runs a use case to its end in this model; a reaction that dies comes again. */
  async run(useCase: UseCase, input: unknown, event: Doc = {}): Promise<any> {
    const now = "2026-11-23T09:30:00.000Z";
    for (let tries = 0; tries < 500; tries += 1) {
      const first = this.#ids;
      try {
        const newId = () => idOf((this.#ids += 1));
        return await (useCase as any).run((useCase as any).input?.parse(input) ?? input, { store: this.store, now, actor: "test", newId, event });
      } catch (error) {
        if (error instanceof Crash && useCase.kind === "command") return { ok: false, code: "crashed" };
        if (!(error instanceof DecideAgain || error instanceof Crash)) throw error;
        if (error instanceof DecideAgain) this.overtaken += 1;
        this.#ids = Math.max(this.#ids, first);
      }
    }
    throw new Error(`never ends: ${useCase.kind}`);
  }

  /** Starts tasks and lets them overtake one another until all have ended. */
  async interleave(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const task of tasks) this.start(task);
    while (this.#running > 0) {
      await turn();
      const next = this.#waiting.splice(Math.floor(this.#random() * this.#waiting.length), 1)[0];
      next?.();
    }
    if (this.#errors.length > 0) throw this.#errors[0];
  }
  /** Starts a task among those that run. */
  start(task: () => Promise<unknown>) {
    this.#running += 1;
    void task()
      .catch((error: unknown) => this.#errors.push(error))
      .finally(() => (this.#running -= 1));
  }

  readonly #step = async () => {
    await new Promise<void>((go) => this.#waiting.push(go));
  };
  #mayCrash() {
    if (this.#random() >= this.#crashes) return;
    this.crashed += 1;
    throw new Crash();
  }

  readonly store = {
    find: async (from: Collection<any>, id: string, sort?: string) => {
      await this.#step();
      return this.one(from, id, sort);
    },
    get: async (from: Collection<any>, id: string, sort?: string) => {
      await this.#step();
      return this.one(from, id, sort);
    },
    getMany: async (from: Collection<any>, keys: readonly (string | { id: string; sort: string })[]) => {
      await this.#step();
      const wanted = new Set(keys.map((key) => (typeof key === "string" ? place(from, key) : place(from, key.id, key.sort))));
      return [...wanted].flatMap((key) => this.items.get(key) ?? []);
    },
    range: async (from: Collection<any>, id: string, page: { limit?: number } = {}) => {
      await this.#step();
      const found = [...this.items].filter(([key]) => key.startsWith(`${from.noun}|${id}|`)).sort(([a], [b]) => (a < b ? -1 : 1));
      return { items: found.slice(0, page.limit ?? 25).map(([, doc]) => doc) };
    },
    commit: async (decision: Decision<unknown, Fact, string>) => {
      if (!decision.ok) return decision;
      await this.#step();
      this.#mayCrash();
      const keys = decision.changes.map((change) => this.#keyOf(change));
      if (new Set(keys).size !== keys.length) throw new Error(`an item twice in one transaction: ${keys.join(", ")}`);
      if (keys.length + decision.facts.length > 100) throw new Error("more than 100 items");
      const failed = decision.changes.filter((change) => !this.#holds(change)).map((change) => change.otherwise as Otherwise<string>);
      if (failed.includes("already-done")) return decision;
      if (failed.length > 0) throw new DecideAgain();
      const before = new Map(keys.map((key) => [key, this.items.get(key)]));
      for (const change of decision.changes) this.#apply(change);
      for (const fact of decision.facts) this.facts.push(fact);
      this.check(before, decision.facts);
      this.#mayCrash();
      return decision;
    },
  } as unknown as Store<any>;

  #keyOf(change: Change<string>): string {
    if (change.change === "adjust") return place(change.to, change.key.id, change.key.sort);
    return place(change.to, change.to.id(change.doc), change.to.sort?.(change.doc));
  }
  #holds(change: Change<string>): boolean {
    const kept = this.items.get(this.#keyOf(change));
    if (change.change === "create") return kept === undefined;
    if (change.change === "replace") return kept?.["version"] === change.doc.version - 1;
    if (change.change === "remove") return kept?.["version"] === change.doc.version;
    const met = ([field, { atLeast, equals }]: [string, Condition]) =>
      (atLeast === undefined || kept?.[field] >= atLeast) && (equals === undefined || kept?.[field] === equals);
    return kept !== undefined && Object.entries(change.ensure).every(met);
  }
  #apply(change: Change<string>) {
    const key = this.#keyOf(change);
    if (change.change === "remove") this.items.delete(key);
    else if (change.change === "adjust") {
      const kept = this.items.get(key) ?? {};
      const sums = Object.entries({ ...change.add, version: 1 }).map(([field, by]) => [field, plus(kept[field], by ?? 0)]);
      this.items.set(key, { ...kept, ...Object.fromEntries(sums) });
    } else this.items.set(key, structuredClone(change.to.schema.parse(change.doc)) as Doc);
  }
}
