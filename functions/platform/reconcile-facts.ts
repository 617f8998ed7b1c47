import * as z from "zod";
import { publish } from "../_runtime/bus.ts";
import { count, log } from "../_runtime/observed.ts";
import { confirmedIds, factKeys, readCheckpoint, readFacts, writeCheckpoint } from "../_runtime/fact-ledger.ts";
import { factWindow } from "../_runtime/facts.ts";
import { machinery } from "../_runtime/use-case.ts";

/** How long a fact may be on its way before it counts as lost: relay, bus and the minute's batch of confirmations, with room. */
const GRACE_SECONDS = 900;
/** Where a table without a checkpoint is begun. */
const FIRST_LOOK_BACK_MS = 2 * 3600 * 1000;
const WINDOW_MS = 600_000;
/** How far the clock of a function may be ahead of ours. */
const CLOCKS_APART_SECONDS = 600;

const Timer = z.looseObject({ time: z.iso.datetime(), detail: z.looseObject({ graceSeconds: z.number().min(-CLOCKS_APART_SECONDS).optional() }).optional() });

/**
 * Publishes every fact again that was committed and not delivered, window by window from where it last came to, however long the relay was away:
 * facts are kept for good, so a trimmed stream loses nothing. Reactions act once, so a fact published twice is harmless.
 */
async function reconcile(event: unknown): Promise<void> {
  const { time, detail } = Timer.parse(event);
  const now = Date.parse(time);
  const settled = now - GRACE_SECONDS * 1000;
  // Without grace, what was committed within this very second counts too. Less than none looks
  // ahead: while everything rests, what a function dated ahead of us is not on its way either.
  const until = detail?.graceSeconds === undefined ? settled : Math.max(now, Date.now()) - detail.graceSeconds * 1000;
  const begin = (await readCheckpoint()) ?? factWindow(new Date(now - FIRST_LOOK_BACK_MS).toISOString());
  for (let at = Date.parse(`${begin}0:00.000Z`); at <= until; at += WINDOW_MS) {
    const window = factWindow(new Date(at).toISOString());
    await republishMissing(window, until);
    // The window in which facts may still arrive is looked at again next time.
    if (at + WINDOW_MS <= settled) await writeCheckpoint(factWindow(new Date(at + WINDOW_MS).toISOString()));
  }
}

async function republishMissing(window: string, until: number): Promise<void> {
  const [keys, confirmed] = await Promise.all([factKeys(window), confirmedIds(window)]);
  const missing = keys.filter(({ id }) => !confirmed.has(id));
  if (missing.length === 0) return;
  const facts = (await readFacts(missing)).filter(({ metadata }) => Date.parse(metadata.occurredAt) <= until);
  if (facts.length === 0) return;
  log().warn("facts were not delivered and are published again", { window, facts: facts.length });
  count("FactsRepublished", facts.length);
  const failed = await publish(facts);
  if (failed.length > 0) throw new Error(`${failed.length} facts of ${window} could not be published`);
}

export const useCase = machinery(
  {
    summary: "Publish again what was committed and not delivered",
    part: "timer",
    every: "rate(5 minutes)",
    touches: [
      { context: "platform", noun: "facts" },
      { context: "platform", noun: "confirmed" },
      { context: "platform", noun: "reconciler" },
    ],
    readsEveryContext: true,
    publishes: true,
    runAtStart: true,
    timeout: 300,
  },
  reconcile,
);
export const { handler } = useCase;
