import type { Construct } from "constructs";
import type { Discovered } from "./discover.ts";
import type { EventContract } from "../domain/kernel/event.ts";
import type { DeadLetters } from "./parts/dead-letters.ts";
import { type Code, UseCaseFunction } from "./parts/function.ts";
import { type FactsOptions, type MakeFunction, onFacts } from "./parts/on-facts.ts";
import { onAnnounced } from "./parts/on-announced.ts";
import { onDeadLetters } from "./parts/on-dead-letters.ts";
import { onRoute } from "./parts/on-route.ts";
import { onStream } from "./parts/on-stream.ts";
import { onTimer } from "./parts/on-timer.ts";
import type { Core } from "./stacks/core-stack.ts";
import { environmentOf, statementsOf } from "./use-case-access.ts";

/** What a use case's resources lean on, besides its own definition. */
export interface Ground {
  readonly core: Core;
  readonly deadLetters: DeadLetters;
  readonly code: Code;
}

/** One definition in; out come its function, its permissions, and what calls it: a route, a fact, a timer, or the table's stream. */
export function useCaseResources(scope: Construct, useCase: Discovered, { core, deadLetters, code }: Ground): void {
  const { definition } = useCase;
  const make: MakeFunction = (more) =>
    new UseCaseFunction(scope, useCase, {
      settings: core.settings,
      code,
      environment: environmentOf(definition, core),
      statements: statementsOf(useCase, core),
      ...(core.key === undefined ? {} : { logKeyArn: core.key.keyArn }),
      ...more,
    });
  switch (definition.kind) {
    case "command":
    case "query":
    case "page":
      return onRoute(make, useCase.name, definition, core);
    case "reaction": {
      return onFacts(
        useCase,
        make,
        { core, deadLetters },
        {
          pattern: patternOf(definition.on, definition.where),
          timeoutSeconds: 20,
          batchSize: 5,
          ...definition,
        },
      );
    }
    case "schedule":
      return onTimer(useCase, make, core, { every: definition.every, timeoutSeconds: 900 });
    case "machinery":
      return machineryResources(useCase, make, { core, deadLetters });
  }
}

/** The machinery's parts are wired by their kind. The sign-in function is the core stack's own: the user pool is made with it. */
function machineryResources(useCase: Discovered, make: MakeFunction, ground: Omit<Ground, "code">): void {
  const { definition } = useCase;
  if (definition.kind !== "machinery") return;
  const { core } = ground;
  const { part, on, every, timeout: timeoutSeconds = 30, runAtStart } = definition;
  if (part === "relay") onStream(make, core, timeoutSeconds);
  if (part === "tap")
    onFacts(useCase, make, ground, { pattern: { source: [{ prefix: "weft." }] }, timeoutSeconds, batchSize: 1000, windowSeconds: 60, wholeBatches: true });
  if (part === "redriver" && on !== undefined) onFacts(useCase, make, ground, { pattern: patternOf(on), timeoutSeconds, batchSize: 1, concurrency: 2 });
  if (part === "dead-letters") onDeadLetters(make, core);
  if (part === "announcer") onAnnounced(useCase, make, core, timeoutSeconds);
  if (part === "timer" && every !== undefined) onTimer(useCase, make, core, { every, timeoutSeconds, ...(runAtStart === undefined ? {} : { runAtStart }) });
}

const patternOf = ({ context, name, version }: EventContract, where?: Readonly<Record<string, readonly string[] | undefined>>): FactsOptions["pattern"] => ({
  source: [`weft.${context}`],
  detailType: [name],
  detail: { metadata: { version: [version] }, ...(where === undefined ? {} : { data: where }) },
});
