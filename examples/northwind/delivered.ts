import { randomUUID } from "node:crypto";
import type { Runtime } from "../../local/runtime.ts";
import type { Check } from "./checks.ts";
import { eventually } from "./client.ts";

/** What the reconciler says when it found facts that nobody had delivered. */
export const REPUBLISHED = "facts were not delivered and are published again";

/**
 * Nothing is on its way any more and nothing was lost: every queue is empty, no dead letter, and the reconciler, run without its grace,
 * finds every fact delivered. Confirmations are gathered for up to a minute, so this waits for the last of them.
 */
export async function checkDelivered(runtime: Runtime, republished: () => number): Promise<Check[]> {
  const { queues, functions, lambda } = runtime.backstage;
  const waiting = () => queues.all().filter((queue) => Object.values(queue.counts()).some((count) => count > 0));
  await runtime.idle(300_000);
  const dead = waiting().filter(({ model }) => /dead/i.test(model.name));
  if (dead.length === 0) await eventually("empty queues", async () => (waiting().length === 0 ? true : undefined));
  await runtime.idle(60_000);
  const { model } = runtime;
  for (const { runAtStart, target, arn } of model.schedules)
    if (runAtStart)
      functions.send(target.arn, {
        version: "0",
        id: randomUUID(),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: model.accountId,
        time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        region: model.region,
        resources: [arn],
        detail: { graceSeconds: 0 },
      });
  await runtime.idle(300_000);
  const failed = model.functions.flatMap(({ name }) => ((lambda.records.get(name)?.errors ?? 0) > 0 ? [name] : []));
  return [
    {
      ok: dead.length === 0,
      says: dead.length === 0 ? "all queues are empty, no letter is dead" : `dead letters in ${dead.map((each) => each.model.name).join(", ")}`,
    },
    { ok: failed.length === 0, says: failed.length === 0 ? "no function failed" : `failed: ${failed.join(", ")}` },
    { ok: republished() === 0, says: "the reconciler finds every fact delivered" },
  ];
}
