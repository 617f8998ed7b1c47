import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { DeadLetterId, Instant } from "../../domain/kernel/values.ts";

export const DeadLetterReceived = defineEvent({
  context: "platform",
  name: "DeadLetterReceived",
  version: 1,
  visibility: "internal",
  about: "A use case could not work on a fact however often it tried: what should follow from it has not happened.",
  noun: "dead-letter",
  subject: ({ deadLetterId }) => deadLetterId,
  data: z.object({
    deadLetterId: DeadLetterId,
    useCase: z.string(),
    factId: z.string(),
    factContext: z.string(),
    factName: z.string(),
    occurredAt: Instant,
    subject: z.string(),
    times: z.int().min(1),
  }),
});
