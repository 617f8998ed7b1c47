import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { ulid } from "ulid";
import * as z from "zod";
import { Backoff } from "./backoff.ts";
import { CallerError, DecideAgain, conflictRetryLater, isBusy, temporarilyUnavailable } from "./caller-error.ts";
import { setting } from "./clients.ts";
import { answer, errorProblem, refusalProblem } from "./http-answer.ts";
import type { Listing } from "./http-list.ts";
import { type Caller, bodyOf, callerOf, inputOf, parametersOf } from "./http-request.ts";
import { type Keyed, idempotencyOf } from "./http-idempotency.ts";
import { dryRunOf, guardOf } from "./http-precondition.ts";
import type { StoredAnswer } from "./idempotency.ts";
import { count, log, observed, placeOf, useCaseName } from "./observed.ts";
import { Once, momentOf } from "./request.ts";
import { type Seal, TableStore } from "./table-store.ts";
import type { Command, Query } from "./definition.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** How often a use case is decided anew when others change what it read. The function's time is the other bound. */
const MOST_DECISIONS = 12;

/** An HTTP use case as a Lambda function behind an HTTP API (payload format 2.0). A list brings what makes its answers. */
export const httpHandler = (useCase: Command | Query, listing?: Listing) =>
  observed<Event, APIGatewayProxyStructuredResultV2>(async (event, context) => {
    const requestId = ulid();
    const given = event.headers["x-correlation-id"];
    const correlationId = given !== undefined && /^[0-9A-Za-z-]{8,64}$/.test(given) ? given : requestId;
    let told: StoredAnswer;
    try {
      const caller = callerOf(event, useCase.scope);
      const cause = { ...caller, correlationId, causationId: requestId, depth: 0 };
      told = useCase.kind === "command" ? await runCommand(useCase, event, context, cause) : await runQuery(useCase, event, context, cause, listing);
    } catch (thrown) {
      // A read that the table turned away to the end, as a write that it did: the caller's turn to wait.
      const error = isBusy(thrown) ? temporarilyUnavailable() : thrown;
      told = errorProblem(error, requestId);
      if (!(error instanceof CallerError))
        log().error("unexpected", {
          requestId,
          ...placeOf(error),
        });
    }
    if (told.status >= 400) count(`Status${Math.floor(told.status / 100)}xx`);
    log().info("answered", { requestId, correlationId, status: told.status });
    return { statusCode: told.status, headers: { ...told.headers, "x-correlation-id": correlationId }, body: told.body };
  });

interface RequestCause extends Caller {
  readonly correlationId: string;
  readonly causationId: string;
  readonly depth: number;
}

async function runCommand(useCase: Command, event: Event, context: Context, cause: RequestCause): Promise<StoredAnswer> {
  const body = bodyOf(event);
  const dryRun = dryRunOf(event);
  const input = inputOf(useCase.input, event.pathParameters ?? {}, body, "body");
  const keyed = idempotencyOf(event, useCase, cause.tenant, dryRun);
  const guard = guardOf(useCase, event);
  const once = new Once(new Date());
  const remainingMs = () => context.getRemainingTimeInMillis();
  const backoff = new Backoff(MOST_DECISIONS, remainingMs);
  for (;;) {
    once.startOver();
    const seal = sealOf(useCase, event, keyed, once, dryRun);
    const store = new TableStore({
      table: tableOf(useCase),
      scope: scopeOf(useCase),
      cause,
      once,
      remainingMs,
      seal,
      dryRun,
      ...(guard === undefined ? {} : { guard }),
    });
    try {
      const decision = await useCase.run(input, { store, now: once.now, moment: momentOf(cause, once.now), actor: cause.actor, newId: once.newId });
      // A refusal may be the work of a twin with the same key that was faster: then its answer is this one's too.
      if (!decision.ok) return (await keyed?.find()) ?? refusalProblem(decision, useCase.refuses[decision.code] ?? "conflict", cause.causationId);
      // The mark in the transaction has said that this is the first time; where nothing was written it was not asked.
      if (store.wrote && store.answered !== undefined) return store.answered;
      return (await keyed?.find()) ?? store.answered ?? seal.answer(decision.value, []);
    } catch (error) {
      if (error instanceof CallerError) return (await keyed?.find()) ?? errorProblem(error, cause.causationId);
      if (!(error instanceof DecideAgain)) throw error;
      // Most requests are sent once, so nobody looks for an answer before the transaction has met the mark of an earlier one.
      const before = await keyed?.find();
      if (before !== undefined) return before;
      count("DecidedAgain");
      if (!(await backoff.again())) throw conflictRetryLater();
    }
  }
}

async function runQuery(useCase: Query, event: Event, context: Context, cause: RequestCause, listing: Listing | undefined): Promise<StoredAnswer> {
  const asked = listing?.ask(event);
  const parameters = parametersOf(useCase.input.shape, asked?.parameters ?? event.queryStringParameters ?? {});
  const input = inputOf(useCase.input, event.pathParameters ?? {}, parameters, "query");
  const once = new Once(new Date());
  const remainingMs = () => context.getRemainingTimeInMillis();
  const store = new TableStore({ table: tableOf(useCase), scope: scopeOf(useCase), cause, once, remainingMs });
  const read = async (page: object) => useCase.output.parse(await useCase.run({ ...input, ...page }, { store, now: once.now }));
  if (listing === undefined || asked === undefined) return answer(200, { data: await read({}) });
  return listing.answer(asked, event, read, remainingMs);
}

/** A use case that touches nothing is given no table. */
const tableOf = ({ touches }: Command | Query): string => (touches.length === 0 ? "" : setting("TABLE_NAME"));
const scopeOf = (useCase: Command | Query) => ({ useCase: useCaseName(), touches: useCase.touches, emits: useCase.kind === "command" ? useCase.emits : [] });

function sealOf(useCase: Command, event: Event, keyed: Keyed | undefined, once: Once, dryRun: boolean): Seal {
  return {
    answer(value, facts) {
      const data = useCase.output.parse(value);
      const place =
        useCase.locates === undefined ? undefined : z.looseObject({ id: z.string().optional(), sku: z.string().optional() }).parse(data)[useCase.locates];
      const headers = place === undefined || dryRun ? undefined : { location: `${event.rawPath}/${encodeURIComponent(place)}` };
      return answer(dryRun ? 200 : (useCase.status ?? 200), { data, events: facts, ...(dryRun ? { dryRun: true } : {}) }, headers);
    },
    mark: (told) => keyed?.mark(told, once),
  };
}
