import * as z from "zod";
import { Instant } from "../../domain/kernel/values.ts";

/** A fact as it was told: who brought it about, in which story, because of what. What it says is its contract's (`GET /events`). */
export const FactView = z
  .object({
    id: z.string().meta({ description: "A ULID: grows with time" }),
    name: z.string().meta({ description: "The fact's name", example: "OrderPlaced" }),
    version: z.int().meta({ description: "Of the fact's contract" }),
    occurredAt: Instant,
    actor: z.string().meta({ description: "A person, a client, or the use case that reacted", example: "user:5f1c" }),
    correlationId: z.string().meta({ description: "The story it belongs to" }),
    causationId: z.string().meta({ description: "The request or the fact that led to it" }),
    data: z.looseObject({}),
  })
  .meta({ id: "Fact" });
export type FactView = z.infer<typeof FactView>;

const Kept = z.looseObject({
  name: z.string(),
  metadata: z.looseObject({
    id: z.string(),
    version: z.int(),
    occurredAt: Instant,
    actor: z.string(),
    correlationId: z.string(),
    causationId: z.string(),
  }),
  data: z.looseObject({}),
});

/** What a kept fact shows: no tenant, and nothing of how it travels. */
export function viewOfFact(item: unknown): FactView {
  const { name, metadata, data } = Kept.parse(item);
  const { id, version, occurredAt, actor, correlationId, causationId } = metadata;
  return { id, name, version, occurredAt, actor, correlationId, causationId, data };
}
