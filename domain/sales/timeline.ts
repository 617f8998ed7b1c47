import { type Create, create } from "../kernel/decision.ts";
import type { EventContract, EventMetadata } from "../kernel/event.ts";
import type { Moment } from "../kernel/values.ts";
import { Timeline, type TimelineEntry } from "./timeline.table.ts";

type About = Pick<TimelineEntry, "customerId" | "title" | "on" | "orderId" | "opportunityId" | "amount">;

/** What sales itself says, written beside the fact in one transaction. Subject and name stand for the fact's id, which only the commit gives. */
export function tell(fact: { readonly name: string; readonly subject: string }, { at, correlationId, causationId }: Moment, about: About): Create<never> {
  return create(Timeline, {
    version: 1,
    ...about,
    place: `${at}#${fact.subject}#${fact.name}`,
    at,
    type: fact.name,
    context: "sales",
    correlationId,
    causationId,
  });
}

/**
 * What sales heard. The entry is also the mark that the fact was heard: whoever creates it second stops, so every other change of that transaction happens once.
 * It therefore goes first among the changes.
 */
export function hear(contract: EventContract, { id, occurredAt, causationId, correlationId }: EventMetadata, about: About): Create<never> {
  const entry = {
    version: 1,
    ...about,
    place: `${occurredAt}#${id}`,
    at: occurredAt,
    type: contract.name,
    context: contract.context,
    factId: id,
    causationId,
    correlationId,
  };
  return create(Timeline, entry, "already-done");
}

/** `1 line`, `3 lines`. */
export const counted = (lines: readonly unknown[]): string => `${lines.length} ${lines.length === 1 ? "line" : "lines"}`;
