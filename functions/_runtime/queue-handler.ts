import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";
import { EventMetadata } from "../../domain/kernel/event.ts";
import { setting } from "./clients.ts";
import { TENANT } from "./keys.ts";
import { count, log, observed, placeOf, useCaseName } from "./observed.ts";
import { Once, momentOf } from "./request.ts";
import { TableStore } from "./table-store.ts";
import { untilDecided } from "./until-decided.ts";
import type { Reaction, Setting } from "./definition.ts";

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
  if (source !== `weft.${useCase.on.context}` || name !== useCase.on.name || detail.metadata.version !== useCase.on.version || !isMeant(useCase, detail.data))
    throw new TypeError(`${name} is not for this reaction`);
  const { metadata } = detail;
  const data = useCase.on.data.parse(detail.data);
  const actor = `weft:${useCaseName()}`;
  const cause = { tenant: metadata.tenant, actor, correlationId: metadata.correlationId, causationId: metadata.id, depth: metadata.causationDepth };
  const at = new Date();
  const { touches, reads = [], emits } = useCase;
  const scope = { useCase: useCaseName(), touches, reads, emits };
  const work = <Result>(dryRun: boolean, doIt: (setting: Setting<typeof emits>) => Promise<Result>) =>
    untilDecided(new Once(at), remainingMs, (once) =>
      doIt({
        store: new TableStore({ table: setting("TABLE_NAME"), scope, cause, once, remainingMs, dryRun }),
        now: once.now,
        moment: momentOf(cause, once.now),
        actor,
        newId: once.newId,
      }),
    );
  const { tries } = await work(false, (own) =>
    useCase.run(data, {
      ...own,
      event: metadata,
      each: (items, { atOnce, dryRun = false }, doIt) => inLanes(items, atOnce, async (item) => (await work(dryRun, (one) => doIt(item, one))).result),
    }),
  );
  log().info("reacted", { fact: metadata.id, correlationId: metadata.correlationId, tries });
}

const isMeant = ({ where = {} }: Reaction, data: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(where).every(([field, values]) => values === undefined || values.some((value) => value === data[field]));

/** Works on the items in order, so many at once. The first failure is told once those under way have come to an end: nothing goes on behind the caller's back. */
async function inLanes<Item, Result>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const lane = async () => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
