import { setTimeout as sleep } from "node:timers/promises";
import { Caller } from "./caller.ts";
import type { Host } from "./host.ts";
import { type Company, openShop, play } from "./play.ts";
import { planOf } from "./plan.ts";
import { wrongWith } from "./sound.ts";
import { type Item, itemsOf } from "./table.ts";

export interface Outcome {
  readonly seed: number;
  /** Empty where everything held. */
  readonly wrong: readonly string[];
  readonly played: number;
  /** How often each fault fired. */
  readonly fired: Readonly<Record<string, number>>;
}

const CALM = { seed: 0, duplicate: 0, reorder: 0 };
let runs = 0;

/**
 * Plays one seed: two companies, several people each, over the deployed bundles, while calls fail, deliveries double and mix, functions are ended at work and
 * clocks disagree. Then everything comes to rest and is checked. The seed fixes what is done and which faults are drawn; which of two things that run at once
 * comes first is the machine's choice, so a rare failure may need its seed a few times. `spoil` is for testing the checks themselves.
 */
export async function simulate(
  host: Host,
  seed: number,
  { restarts = true, spoil }: { restarts?: boolean; spoil?: (host: Host, tenants: string[]) => Promise<void> } = {},
): Promise<Outcome> {
  const plan = planOf(seed);
  runs += 1;
  const tenants = plan.companies.map((_, no) => `s${seed}-${runs}-${"ab"[no] ?? no}`);
  const callers = tenants.map((tenant) => new Caller(host, tenant));
  const before = { ...host.runtime.backstage.chaos.fired };
  const fired: Record<string, number> = {};
  const count = () => {
    for (const [name, times] of Object.entries(host.runtime.backstage.chaos.fired))
      fired[name] = (fired[name] ?? 0) + times - (before[name as keyof typeof before] ?? 0);
  };
  const wrong: string[] = [];
  let played = 0;
  let companies: Company[] = [];
  try {
    host.runtime.backstage.chaos.become(CALM);
    companies = await Promise.all(plan.companies.map((day, no) => openShop(callers[no]!, day, () => host.runtime.idle(60_000))));
    const { faults, duplicate, reorder, stale } = plan;
    const stormy = { seed, faults, duplicate, reorder, stale, slowMs: 30 };
    host.runtime.backstage.chaos.become(stormy);
    const people = plan.companies.flatMap((day, no) => day.people.map((commands) => ({ commands, company: companies[no] })));
    const work = people.map(async ({ commands, company }) => {
      for (const command of commands) {
        if (company === undefined) return;
        await play(command, company, host);
        played += 1;
        if (command.does === "crash") fired["crash"] = (fired["crash"] ?? 0) + 1;
      }
    });
    if (restarts && plan.restart) {
      await sleep(150);
      count();
      await host.restart();
      for (const name of Object.keys(before)) before[name as keyof typeof before] = 0;
      fired["restart"] = 1;
      host.runtime.backstage.chaos.become(stormy);
    }
    await Promise.all(work);
    count();
    host.runtime.backstage.chaos.become(CALM);
    await comeToRest(host, callers);
    await spoil?.(host, tenants);
    const items = await itemsOf(host.runtime, tenants);
    for (const [no, company] of companies.entries()) {
      const others = companies.filter((each) => each !== company).flatMap(({ orders, customerId }) => [...orders, customerId]);
      const own: readonly Item[] = items.get(tenants[no] ?? "") ?? [];
      wrong.push(...(await wrongWith(company, own, others)).map((each) => `${tenants[no]}: ${each}`));
    }
    if (Object.values(fired).every((times) => times === 0)) wrong.push("no fault fired: this seed proves nothing");
  } catch (error) {
    host.runtime.backstage.chaos.become(CALM);
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await comeToRest(host, callers).catch(() => undefined);
  }
  return { seed, wrong, played, fired };
}

/** Until nothing moves: what was given up while faults fired is redriven as an administrator would and must succeed now, and the reconciler finds nothing more. */
async function comeToRest(host: Host, callers: readonly Caller[]): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await host.runtime.idle(90_000);
    const again = (await Promise.all(callers.map(redriveAll))).some((redriven) => redriven > 0);
    if (round > 0 && !again) return;
    // Nothing is on its way any more: whatever is not confirmed counts as lost, whichever clock dated it.
    host.runtime.runAtStart(-600);
    // The confirmations of the last minute are gathered for a while before they are written.
    await sleep(20);
  }
  throw new Error("facts are given up again and again although nothing fails any more");
}

async function redriveAll(caller: Caller): Promise<number> {
  const { data } = await caller.read("/platform/dead-letters?limit=100");
  for (const { id } of data) await caller.must("POST", `/platform/dead-letters/${id}/redrive`, {});
  return data.length;
}
