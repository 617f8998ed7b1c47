import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { DeadLetterId } from "../../domain/kernel/values.ts";

export const DeadLetterDismissed = defineEvent({
  context: "platform",
  name: "DeadLetterDismissed",
  version: 1,
  visibility: "internal",
  about: "Somebody decided that nothing is to be done about a fact that could not be worked on.",
  noun: "dead-letter",
  subject: ({ deadLetterId }) => deadLetterId,
  data: z.object({ deadLetterId: DeadLetterId, useCase: z.string(), factId: z.string() }),
});
