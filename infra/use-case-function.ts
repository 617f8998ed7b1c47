import type { Construct } from "constructs";
import * as z from "zod";
import type { UseCase } from "../functions/_runtime/use-case.ts";
import type { Discovered } from "./discover.ts";
import { type Code, type FunctionOptions, UseCaseFunction } from "./parts/function.ts";
import { onFacts } from "./parts/on-facts.ts";
import { onRoute } from "./parts/on-route.ts";
import { onStream } from "./parts/on-stream.ts";
import { onTimer } from "./parts/on-timer.ts";
import type { Core } from "./stacks/core-stack.ts";
import { contexts } from "./contexts.ts";
import { anyContextStatement, publishStatement, type Statement, tableStatements } from "./table-policy.ts";

/** Makes a use case's function; what calls it adds what it needs to be called. */
export type MakeFunction = (more: Pick<FunctionOptions, "timeoutSeconds"> & Partial<Pick<FunctionOptions, "deadLetters" | "statements">>) => UseCaseFunction;

/** One definition in; out come its function, its permissions, and what calls it: a route, a fact, a timer, or the table's stream. */
export function useCaseResources(scope: Construct, useCase: Discovered, core: Core, code: Code): void {
  const { definition } = useCase;
  const make: MakeFunction = ({ statements = [], ...more }) =>
    new UseCaseFunction(scope, useCase, {
      settings: core.settings,
      code,
      environment: environmentOf(definition, core),
      statements: [...accessOf(useCase, core), ...statements],
      ...(core.key === undefined ? {} : { logKeyArn: core.key.keyArn }),
      ...more,
    });
  switch (definition.kind) {
    case "command":
    case "query":
    case "page":
      return onRoute(make, definition, core);
    case "reaction":
      return onFacts(scope, useCase, make, core, { source: [`weft.${definition.on.context}`], "detail-type": [definition.on.name], version: definition.on.version, ...definition });
    case "schedule":
      return onTimer(scope, useCase, make, core, definition);
    case "machinery":
      if (definition.part === "relay") return onStream(scope, useCase, make, core, definition.timeout);
      if (definition.part === "tap") return onFacts(scope, useCase, make, core, { source: [{ prefix: "weft." }], everything: true, ...definition });
      if (definition.part === "timer") return onTimer(scope, useCase, make, core, definition);
      // The sign-in function is the core stack's own.
      return;
  }
}
