import type { SQSEvent } from "aws-lambda";
import * as z from "zod";
import { tell } from "../_runtime/live.ts";
import { count, log, placeOf } from "../_runtime/observed.ts";
import { machinery } from "../_runtime/use-case.ts";

const Envelope = z.looseObject({
  source: z.string().startsWith("weft."),
  "detail-type": z.string(),
  detail: z.looseObject({ metadata: z.looseObject({ tenant: z.string(), subject: z.string(), occurredAt: z.string(), correlationId: z.string() }) }),
});
/** Of one event: some two hundred bytes each, far below what AppSync takes. */
const MOST_FACTS = 200;
/** Events in one request (AWS: AppSync quotas). */
const MOST_EVENTS = 5;

/**
 * Tells open pages which facts were told, by name and subject and nothing of what they say: whoever wants to know reads it, with the rights to do so.
 * A channel for each tenant and context. Nothing is tried twice and nothing fails: a page that hears nothing looks for itself after a while.
 */
async function announce({ Records }: SQSEvent): Promise<void> {
  const facts = Records.flatMap(({ body }) => factIn(body) ?? []);
  const channels = Map.groupBy(facts, ({ channel }) => channel);
  await Promise.all(
    [...channels].map(async ([channel, told]) => {
      const events = chunks(
        told.map(({ fact }) => fact),
        MOST_FACTS,
      ).map((some) => ({ facts: some }));
      try {
        for (const some of chunks(events, MOST_EVENTS)) await tell(channel, some);
        count("FactsAnnounced", told.length);
      } catch (problem) {
        count("FactsNotAnnounced", told.length);
        log().warn("not announced", placeOf(problem));
      }
    }),
  );
}

function factIn(body: string) {
  const { data } = Envelope.safeParse(JSON.parse(body));
  if (data === undefined) return undefined;
  const { tenant, subject, occurredAt, correlationId } = data.detail.metadata;
  const context = data.source.slice("weft.".length);
  return { channel: `/facts/${tenant}/${context}`, fact: { name: data["detail-type"], subject, occurredAt, correlationId } };
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

export const useCase = machinery({ summary: "Tell open pages which facts were told", part: "announcer", touches: [], timeout: 5 }, announce);
export const { handler } = useCase;
