import * as z from "zod";
import { Backoff } from "./backoff.ts";
import { DecideAgain } from "./caller-error.ts";
import { setting } from "./clients.ts";
import { SYSTEM_TENANT } from "./keys.ts";
import { count, log, observed, placeOf, useCaseName } from "./observed.ts";
import { Once } from "./request.ts";
import { TableStore } from "./table-store.ts";
import type { Schedule } from "./definition.ts";

const MOST_DECISIONS = 12;

/** What EventBridge sends at the time of a schedule: `time` is the moment it was due, the same in every retry. */
const Timer = z.looseObject({ id: z.string(), time: z.iso.datetime() });

/** A scheduled use case as a Lambda function: once for each tenant. A tenant that fails is reported at the end, after all others had their turn. */
export const timerHandler = (useCase: Schedule) =>
  observed<unknown, void>(async (event, context) => {
    const { id, time } = Timer.parse(event);
    const remainingMs = () => context.getRemainingTimeInMillis();
    const failed: string[] = [];
    for await (const tenant of tenantsOf(useCase, time, remainingMs)) {
      try {
        await runFor(useCase, tenant, id, time, remainingMs);
      } catch (error) {
        count("ScheduleFailed");
        log().error("failed for a tenant", {
          tenant,
          ...placeOf(error),
        });
        failed.push(tenant);
      }
    }
    if (failed.length > 0) throw new Error(`failed for ${failed.length} tenants`);
  });

function storeFor(useCase: Schedule, tenant: string, causationId: string, once: Once, remainingMs: () => number): TableStore {
  const actor = `weft:${useCaseName()}`;
  const cause = { tenant, actor, correlationId: causationId, causationId, depth: 0 };
  return new TableStore({
    table: setting("TABLE_NAME"),
    scope: { useCase: useCaseName(), touches: [...useCase.touches, useCase.tenants], emits: useCase.emits },
    cause,
    once,
    remainingMs,
  });
}

async function* tenantsOf(useCase: Schedule, time: string, remainingMs: () => number): AsyncGenerator<string> {
  const store = storeFor(useCase, SYSTEM_TENANT, "", new Once(new Date(time)), remainingMs);
  let cursor: string | undefined;
  do {
    const { items, next } = await store.query(useCase.tenants, "all", ["all"], { limit: 100, cursor });
    for (const { tenant } of items) yield tenant;
    cursor = next;
  } while (cursor !== undefined);
}

async function runFor(useCase: Schedule, tenant: string, eventId: string, time: string, remainingMs: () => number): Promise<void> {
  const once = new Once(new Date(time), new Date());
  const backoff = new Backoff(MOST_DECISIONS, remainingMs);
  for (;;) {
    once.startOver();
    const store = storeFor(useCase, tenant, eventId, once, remainingMs);
    try {
      await useCase.run({
        store,
        now: once.now,
        moment: { at: once.now, correlationId: eventId, causationId: eventId },
        actor: `weft:${useCaseName()}`,
        newId: once.newId,
      });
      return;
    } catch (error) {
      if (!(error instanceof DecideAgain) || !(await backoff.again())) throw error;
    }
  }
}
