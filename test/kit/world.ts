import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ulid } from "ulid";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { UseCase } from "../../functions/_runtime/definition.ts";
import { type Answered, type RequestOptions, lambdaContext, send } from "./gateway-event.ts";
import { type ToldFact, openTable, toldTo } from "./table.ts";

interface Found {
  readonly name: string;
  readonly useCase: UseCase & { handler(event: unknown, context: unknown): Promise<unknown> };
}

const root = join(import.meta.dirname, "../../functions");
let loaded: Promise<Found[]> | undefined;
/** All definitions, by `<context>/<verb-noun>`. */
export const definitions = (): Promise<Found[]> => (loaded ??= load());
async function load(): Promise<Found[]> {
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
    .flatMap(({ name }) =>
      readdirSync(join(root, name))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${name}/${file.slice(0, -3)}`),
    );
  const all = await Promise.all(files.map(async (name) => ({ name, ...((await import(join(root, `${name}.ts`))) as { useCase: Found["useCase"] }) })));
  // The machinery carries facts between processes; here `settle` does.
  return all.filter(({ useCase }) => useCase.kind !== "machinery" && useCase.kind !== "page");
}

/** mulberry32: enough chance for delivery orders, and the same again for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface WorldOptions {
  /** Drives duplicates and order of delivery. */
  readonly seed?: number;
  /** How likely each delivery happens twice, 0–1 (default 0). */
  readonly duplicates?: number;
  /** Deliver in a random order instead of the order of commits. */
  readonly shuffle?: boolean;
  /** What surrounds each run of a function, by its name: another clock, for example. */
  readonly around?: <Answer>(name: string, run: () => Promise<Answer>) => Promise<Answer>;
}

/**
 * The whole system in one process: the real handlers (gateway event in, problem+json out; queue messages in) over a real table engine.
 * Every world is a tenant of its own. Facts are caught as they are committed and delivered by `settle()`, as often and in the order the options say.
 */
export async function world({ seed = 1, duplicates = 0, shuffle = false, around = (_, run) => run() }: WorldOptions = {}) {
  await openTable();
  const all = await definitions();
  const tenant = `t${ulid().toLowerCase().slice(-20)}`;
  const random = chance(seed);
  let delivered = 0;
  const pending: { fact: ToldFact; to: Found }[] = [];
  const held = new Set<string>();

  const facts = (name?: string): ToldFact[] => toldTo(tenant).filter((fact) => name === undefined || fact.name === name);

  async function call(name: string, request: RequestOptions = {}): Promise<Answered> {
    const found = all.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no use case ${name}`);
    const { useCase } = found;
    if (useCase.kind !== "command" && useCase.kind !== "query") throw new Error(`${name} is not called over HTTP`);
    return around(name, () => send(useCase, tenant, request));
  }

  /** As `call`, and the answer must be a success: returns its data. */
  async function must(name: string, request: RequestOptions = {}): Promise<any> {
    const answer = await call(name, request);
    if (answer.status >= 300) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  }

  const listeners = (fact: ToldFact) =>
    all.filter(
      ({ useCase }) =>
        useCase.kind === "reaction" &&
        (useCase.on as EventContract).name === fact.name &&
        useCase.on.context === fact.context &&
        Object.entries(useCase.where ?? {}).every(([field, values]) => values?.includes(fact.data[field])),
    );

  /** Hands one fact to one reaction (all that listen, unless named), as the queue would; says which failed. `envelope` is what else the bus wrote on it. */
  async function deliver(fact: ToldFact, to?: string, envelope: object = {}): Promise<string[]> {
    const failed: string[] = [];
    for (const { name, useCase } of listeners(fact).filter((each) => to === undefined || each.name === to)) {
      const message = {
        version: "0",
        id: randomUUID(),
        source: `weft.${fact.context}`,
        account: "000000000000",
        "detail-type": fact.name,
        time: fact.metadata.occurredAt,
        region: "eu-central-1",
        resources: [],
        detail: { metadata: fact.metadata, data: fact.data },
        ...envelope,
      };
      const event = { Records: [{ messageId: "m1", body: JSON.stringify(message) }] };
      const answer = (await around(name, () => useCase.handler(event, lambdaContext()))) as { batchItemFailures: unknown[] };
      if (answer.batchItemFailures.length > 0) failed.push(name);
    }
    return failed;
  }

  function collect() {
    const now = facts();
    for (const fact of now.slice(delivered))
      for (const to of listeners(fact)) {
        pending.push({ fact, to });
        if (random() < duplicates) pending.push({ fact, to });
      }
    delivered = now.length;
  }

  /** Delivers until nothing is left to deliver (held facts stay). A delivery that fails is tried again later; one that never succeeds ends the test. */
  async function settle(): Promise<void> {
    const failures = new Map<string, number>();
    for (;;) {
      collect();
      const ready = pending.filter(({ fact }) => !held.has(fact.name));
      if (ready.length === 0) return;
      const next = ready[shuffle ? Math.floor(random() * ready.length) : 0];
      if (next === undefined) return;
      pending.splice(pending.indexOf(next), 1);
      const failed = await deliver(next.fact, next.to.name);
      if (failed.length === 0) continue;
      const key = `${next.to.name} on ${next.fact.name}`;
      failures.set(key, (failures.get(key) ?? 0) + 1);
      if ((failures.get(key) ?? 0) > 25) throw new Error(`${key} never succeeds`);
      pending.push(next);
    }
  }

  return {
    tenant,
    call,
    must,
    facts,
    deliver,
    settle,
    /** Keeps facts of this name from being delivered until `release`. */
    hold: (name: string) => void held.add(name),
    release: (name: string) => void held.delete(name),
    /** Runs a schedule now, or as of a time. */
    async run(name: string, time = new Date().toISOString()): Promise<void> {
      const found = all.find((each) => each.name === name);
      if (found === undefined) throw new Error(`there is no schedule ${name}`);
      const event = { id: randomUUID(), time, "detail-type": "Scheduled Event", source: "aws.events", detail: {} };
      await around(name, () => found.useCase.handler(event, lambdaContext(60_000)));
    },
  };
}
export type World = Awaited<ReturnType<typeof world>>;
