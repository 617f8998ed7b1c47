import { randomUUID } from "node:crypto";
import type { Runtime } from "../../local/runtime.ts";
import type { Check } from "./check.ts";
import { eventually } from "./client.ts";

/**
 * Nothing is on its way any more and nothing was lost: every queue is empty, no dead letter, and the reconciler, run without its grace,
 * finds every fact delivered. Confirmations are gathered for up to a minute, so this waits for the last of them.
 */
export async function checkDelivered(runtime: Runtime): Promise<Check[]> {
  const { queues, functions, meter } = runtime.backstage;
  const waiting = () => queues.all().filter((queue) => Object.values(queue.counts()).some((count) => count > 0));
  await runtime.idle(300_000);
  const isDead = ({ model: { name } }: { readonly model: { readonly name: string } }) => /dead/i.test(name);
  // What failed once comes again after its queue's two minutes, and may fail once more.
  await eventually("queues empty but for dead letters", async () => (waiting().every(isDead) ? true : undefined), 400_000);
  await runtime.idle(60_000);
  const { model } = runtime;
  const reconcilers = model.schedules.filter(({ runAtStart }) => runAtStart);
  for (const { target, arn } of reconcilers)
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
  const named = model.functions.filter(({ arn }) => reconcilers.some(({ target }) => target.arn === arn)).map(({ name }) => name);
  const looked = meter.report().filter(({ functionName }) => named.includes(functionName));
  const republished = looked.reduce((sum, { eventsPublished }) => sum + eventsPublished, 0);
  const dead = waiting();
  return [
    {
      ok: dead.length === 0,
      says: dead.length === 0 ? "all queues are empty, no letter is dead" : `dead letters in ${dead.map((each) => each.model.name).join(", ")}`,
    },
    { ok: looked.length > 0 && republished === 0, says: `the reconciler had to publish ${republished} facts again` },
  ];
}
