import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { DeadLetterId, Instant, text } from "../kernel/values.ts";

/**
 * A fact that a use case could not work on however often it tried. What the fact says stands in its own place and is read again from there.
 * `waiting`: somebody has to look. `redriven`: published again, and waiting once more where that failed too. `dismissed`: nothing is to be done about it.
 */
export const DeadLetter = z.object({
  id: DeadLetterId,
  version: z.int(),
  status: z.enum(["waiting", "redriven", "dismissed"]),
  useCase: z.string().meta({ description: "What did not happen: the use case, as context/name" }),
  factId: z.string(),
  factContext: z.string(),
  factName: z.string(),
  occurredAt: Instant.meta({ description: "When the fact was told" }),
  subject: z.string().meta({ description: "The thing that the fact is about" }),
  correlationId: z.string().meta({ description: "Names the whole story in the log" }),
  receivedAt: Instant.meta({ description: "When it was given up, the last time" }),
  times: z.int().min(1).meta({ description: "How often it was given up" }),
  redrivenAt: Instant.optional(),
  dismissedAt: Instant.optional(),
  reason: text(300).optional().meta({ description: "Why it was dismissed" }),
  /** The queue's own id of the message: one that is handed over twice is given up once. */
  messageId: z.string(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetters = collection<DeadLetter, "byStatus">({
  context: "platform",
  noun: "dead-letter",
  schema: DeadLetter,
  id: ({ id }) => id,
  indexes: { byStatus: { slot: "gsi1", key: ({ status, receivedAt, id }) => ({ partition: [status], sort: [receivedAt, id] }) } },
});
