import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";
import { EventMetadata } from "../../domain/kernel/event.ts";
import { Backoff } from "./backoff.ts";
import { DecideAgain } from "./caller-error.ts";
import { setting } from "./clients.ts";
import { TENANT } from "./keys.ts";
import { count, log, observed, placeOf, useCaseName } from "./observed.ts";
import { Once, momentOf } from "./request.ts";
import { TableStore } from "./table-store.ts";
import type { Reaction } from "./definition.ts";

/** Reactions have nobody waiting, so they may decide anew for as long as the function's time allows. */
const MOST_DECISIONS = 40;

/** The bus's envelope. Read tolerantly: a publisher may say more than we know. */
const Envelope = z.looseObject({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.looseObject({ metadata: EventMetadata.extend({ tenant: z.string().regex(TENANT) }), data: z.looseObject({}) }),
});

/**
 * A reaction as a Lambda function behind its queue. Messages are worked on one by one; those that fail are reported and come again
 * (AWS: "Reporting batch item failures"), the others are done.
 */
export const queueHandler = (useCase: Reaction) =>
  observed<SQSEvent, SQSBatchResponse>(async (event, context) => {
    const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
    for (const { messageId, body } of event.Records) {
      try {
        await react(useCase, body, () => context.getRemainingTimeInMillis());
      } catch (error) {
        count("ReactionFailed");
        log().error("comes again", {
          messageId,
          ...placeOf(error),
        });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  });

async function react(useCase: Reaction, body: string, remainingMs: () => number): Promise<void> {
  const { source, "detail-type": name, detail } = Envelope.parse(JSON.parse(body));
  // The rule filters already; a message that came another way must not be taken for the fact it is not.
  if (source !== `weft.${useCase.on.context}` || name !== useCase.on.name || detail.metadata.version !== useCase.on.version)
    throw new TypeError(`${name} is not for this reaction`);
  const { metadata } = detail;
  const data = useCase.on.data.parse(detail.data);
  const actor = `weft:${useCaseName()}`;
  const cause = { tenant: metadata.tenant, actor, correlationId: metadata.correlationId, causationId: metadata.id, depth: metadata.causationDepth };
  const once = new Once(new Date());
  const backoff = new Backoff(MOST_DECISIONS, remainingMs);
  for (;;) {
    once.startOver();
    const store = new TableStore({
      table: setting("TABLE_NAME"),
      scope: { useCase: useCaseName(), touches: useCase.touches, emits: useCase.emits },
      cause,
      once,
      remainingMs,
    });
    try {
      await useCase.run(data, { store, now: once.now, moment: momentOf(cause, once.now), actor, newId: once.newId, event: metadata });
      log().info("reacted", { fact: metadata.id, correlationId: metadata.correlationId, tries: backoff.tries + 1 });
      return;
    } catch (error) {
      if (!(error instanceof DecideAgain)) throw error;
      count("DecidedAgain");
      if (!(await backoff.again())) throw error;
    }
  }
}
