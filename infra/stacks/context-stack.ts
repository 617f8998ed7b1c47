import { type App, Stack } from "aws-cdk-lib";
import type { ContextName } from "../../domain/kernel/event.ts";
import type { Discovered } from "../discover.ts";
import { DeadLetters } from "../parts/dead-letters.ts";
import type { Code } from "../parts/function.ts";
import { useCaseResources } from "../use-case-function.ts";
import type { CoreStack } from "./core-stack.ts";

/** All of one bounded context's use cases, with their queues and dead letters. It refers to the core stack and to no other context. */
export class ContextStack extends Stack {
  constructor(app: App, context: ContextName, core: CoreStack, useCases: readonly Discovered[], codeOf: (useCase: Discovered) => Code) {
    super(app, `Weft-${core.settings.stage}-${context.charAt(0).toUpperCase()}${context.slice(1)}`, { description: `Weft: ${context}` });
    const deadLetters = new DeadLetters(this, core, context);
    for (const useCase of useCases) useCaseResources(this, useCase, { core, deadLetters, code: codeOf(useCase) });
  }
}
