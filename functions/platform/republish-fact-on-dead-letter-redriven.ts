import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";
import { DeadLetterRedriven } from "../../events/platform/dead-letter-redriven.ts";
import { publish } from "../_runtime/bus.ts";
import { factKey, readFacts } from "../_runtime/fact-ledger.ts";
import { log, placeOf } from "../_runtime/observed.ts";
import { machinery } from "../_runtime/use-case.ts";

const Envelope = z.looseObject({ detail: z.looseObject({ metadata: z.looseObject({ tenant: z.string() }), data: DeadLetterRedriven.data }) });

/** Reads the fact where it is kept and publishes it as it was told. Everybody who hears it hears it again; reactions act once. */
async function republish({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const { messageId, body } of Records) {
    try {
      const { metadata, data } = Envelope.parse(JSON.parse(body)).detail;
      const key = await factKey(data.factId, data.occurredAt);
      const facts = key === undefined ? [] : await readFacts([key]);
      const own = facts.filter((fact) => fact.metadata.tenant === metadata.tenant);
      if (own.length === 0) throw new Error("the fact is not where facts are kept");
      if ((await publish(own)).length > 0) throw new Error("the bus did not take the fact");
      log().info("published again", { fact: data.factId, useCase: data.useCase });
    } catch (error) {
      log().error("comes again", { messageId, ...placeOf(error) });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

export const useCase = machinery(
  {
    summary: "Publish a fact again whose dead letter was redriven",
    part: "redriver",
    on: DeadLetterRedriven,
    touches: [{ context: "platform", noun: "facts" }],
    readsEveryContext: true,
    publishes: true,
  },
  republish,
);
export const { handler } = useCase;
