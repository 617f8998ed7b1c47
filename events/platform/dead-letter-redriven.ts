import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { DeadLetterId, Instant } from "../../domain/kernel/values.ts";

export const DeadLetterRedriven = defineEvent({
  context: "platform",
  name: "DeadLetterRedriven",
  version: 1,
  visibility: "internal",
  about: "A fact is to be published again, because what should have followed from it did not happen. Names the fact and when it was told.",
  noun: "dead-letter",
  subject: ({ deadLetterId }) => deadLetterId,
  data: z.object({ deadLetterId: DeadLetterId, useCase: z.string(), factId: z.string(), occurredAt: Instant }),
});
