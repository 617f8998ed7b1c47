import type { Construct } from "constructs";
import type { Discovered } from "./discover.ts";
import { type Code, UseCaseFunction } from "./parts/function.ts";
import { type MakeFunction, onFacts } from "./parts/on-facts.ts";
import { onAnnounced } from "./parts/on-announced.ts";
import { onRoute } from "./parts/on-route.ts";
import { onStream } from "./parts/on-stream.ts";
import { onTimer } from "./parts/on-timer.ts";
import type { Core } from "./stacks/core-stack.ts";
import { environmentOf, statementsOf } from "./use-case-access.ts";

/** One definition in; out come its function, its permissions, and what calls it: a route, a fact, a timer, or the table's stream. */
export function useCaseResources(scope: Construct, useCase: Discovered, core: Core, code: Code): void {
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
      const { context, name, version } = definition.on;
      return onFacts(useCase, make, core, {
        pattern: {
          source: [`weft.${context}`],
          detailType: [name],
          detail: { metadata: { version: [version] }, ...(definition.where === undefined ? {} : { data: definition.where }) },
        },
        timeoutSeconds: 20,
        batchSize: 5,
        ...definition,
      });
    }
    case "schedule":
      return onTimer(useCase, make, core, { every: definition.every, timeoutSeconds: 900 });
    case "machinery":
      return machineryResources(useCase, make, core);
  }
}

/** The machinery's parts are wired by their kind. The sign-in function is the core stack's own: the user pool is made with it. */
function machineryResources(useCase: Discovered, make: MakeFunction, core: Core): void {
  const { definition } = useCase;
  if (definition.kind !== "machinery") return;
  const { part, every, timeout: timeoutSeconds = 30, runAtStart } = definition;
  if (part === "relay") onStream(make, core, timeoutSeconds);
  if (part === "tap")
    onFacts(useCase, make, core, { pattern: { source: [{ prefix: "weft." }] }, timeoutSeconds, batchSize: 1000, windowSeconds: 60, wholeBatches: true });
  if (part === "announcer") onAnnounced(useCase, make, core, timeoutSeconds);
  if (part === "timer" && every !== undefined) onTimer(useCase, make, core, { every, timeoutSeconds, ...(runAtStart === undefined ? {} : { runAtStart }) });
}
