import * as z from "zod";
import type { Runtime } from "../local/runtime.ts";
import type { Caller } from "./http.ts";

const Facts = z.tuple([z.looseObject({ id: z.string(), name: z.string(), occurredAt: z.string() })]).rest(z.unknown());
const REACTION = "finance/open-books-on-customer-registered";

/** A use case gives up a fact that has just been told, as its queue does after five tries. Answers the id of the dead letter, which is there once everything rests. */
export async function giveUp({ model, backstage }: Pick<Runtime, "model" | "backstage">, call: Pick<Caller, "data" | "made">, tenant: string): Promise<string> {
  const subject = await call.made("/sales/customers", { name: "Forgotten Ltd" });
  const [fact] = Facts.parse(await call.data("GET", `/sales/customers/${subject}/facts`));
  const queue = model.queues.find(({ name }) => name.endsWith(REACTION.replace("/", "-")));
  if (queue?.redrive == null) throw new Error(`${REACTION} has no queue with dead letters`);
  const { id, name, occurredAt } = fact;
  const metadata = { id, tenant, occurredAt, subject, correlationId: id };
  backstage.queues.get(queue.redrive.deadLetterArn).put({
    id: crypto.randomUUID(),
    body: JSON.stringify({ source: "weft.sales", "detail-type": name, detail: { metadata, data: {} } }),
    sentAt: Date.now(),
    visibleAt: 0,
    receiveCount: 0,
    firstReceivedAt: undefined,
    deadFrom: queue.arn,
  });
  return `${id}.${REACTION.replace("/", ".")}`;
}
