import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { Instant, text } from "../../domain/kernel/values.ts";
import { type GivenUp, deadLetterIdOf, receiveDeadLetter } from "../../domain/platform/dead-letter.ts";
import { DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { DeadLetterReceived } from "../../events/platform/dead-letter-received.ts";
import { setting } from "../_runtime/clients.ts";
import { TENANT } from "../_runtime/keys.ts";
import { countOf, log, placeOf, useCaseName } from "../_runtime/observed.ts";
import { Once, momentOf } from "../_runtime/request.ts";
import { TableStore } from "../_runtime/table-store.ts";
import { untilDecided } from "../_runtime/until-decided.ts";
import { machinery } from "../_runtime/use-case.ts";

const Envelope = z.looseObject({
  source: z.string().startsWith("weft."),
  "detail-type": text(100),
  detail: z.looseObject({
    metadata: z.looseObject({
      id: z.string(),
      tenant: z.string().regex(TENANT),
      occurredAt: Instant,
      subject: text(200),
      correlationId: text(200),
    }),
  }),
});
const emits = [DeadLetterReceived];

/**
 * Files what no reaction could work on as a thing of its tenant, where an administrator sees it and has it published again.
 * What cannot be filed stays in its queue, with its whole body.
 */
async function file({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of Records) {
    try {
      const useCase = useCaseOf(record);
      await fileOne(record, useCase, () => context.getRemainingTimeInMillis());
      countOf("DeadLetters", { useCase });
    } catch (error) {
      log().error("could not be filed", { messageId: record.messageId, ...placeOf(error) });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}

async function fileOne({ messageId, body }: SQSRecord, useCase: string, remainingMs: () => number): Promise<void> {
  const { source, "detail-type": factName, detail } = Envelope.parse(JSON.parse(body));
  const { id: factId, tenant, occurredAt, subject, correlationId } = detail.metadata;
  const given: GivenUp = { useCase, factId, factContext: source.slice("weft.".length), factName, occurredAt, subject, correlationId, messageId };
  // A story of its own length: what was stopped as a loop must still be told of.
  const cause = { tenant, actor: `weft:${useCaseName()}`, correlationId, causationId: factId, depth: 0 };
  const scope = { useCase: useCaseName(), touches: [DeadLetters], reads: [], emits };
  await untilDecided(new Once(new Date()), remainingMs, async (once) => {
    const store = new TableStore({ table: setting("TABLE_NAME"), scope, cause, once, remainingMs });
    return store.commit(receiveDeadLetter(await store.find(DeadLetters, deadLetterIdOf(given)), given, momentOf(cause, once.now)));
  });
  log().info("filed", { fact: factId, useCase, correlationId });
}

/** Whose message it was: queues and rules are called as the use case they belong to. The bus names its rule where it could not reach the queue. */
function useCaseOf({ attributes, messageAttributes }: SQSRecord): string {
  const arn = attributes.DeadLetterQueueSourceArn ?? messageAttributes["RULE_ARN"]?.stringValue ?? "";
  const name = arn.split(/[:/]/).at(-1) ?? "";
  const prefix = setting("NAME_PREFIX");
  if (!name.startsWith(prefix)) throw new TypeError("this message does not come from a use case's queue or rule");
  return name.slice(prefix.length).replace("-", "/");
}

export const useCase = machinery(
  { summary: "File what could not be worked on among its tenant's dead letters", part: "dead-letters", touches: [DeadLetters], emits },
  file,
);
export const { handler } = useCase;
