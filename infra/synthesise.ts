import { App } from "aws-cdk-lib";
import type { EventContract } from "../domain/kernel/event.ts";
import { withPolicyChecks } from "./checks/checked.ts";
import { contexts } from "./contexts.ts";
import type { Discovered } from "./discover.ts";
import type { Code } from "./parts/function.ts";
import { readSettings } from "./settings.ts";
import { ConsoleStack } from "./stacks/console-stack.ts";
import { ContextStack } from "./stacks/context-stack.ts";
import { CoreStack } from "./stacks/core-stack.ts";

export interface Synthesis {
  readonly useCases: readonly Discovered[];
  /** Where each use case's bundle lies. */
  readonly codeOf: (useCase: Discovered) => Code;
  /** Where the cloud assembly goes; the CDK CLI says so itself. */
  readonly outdir?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** With cdk-nag's packs and the library's own look at the templates, each of whose findings stops the synthesis. Both take longer than the rest. */
  readonly checked: boolean;
}

const libraryRules = "@aws-cdk/core:validateAgainstDefaultRules";

/** The whole app: a core stack, one for each context that has use cases, and one for the console. */
export function compose({ useCases, codeOf, outdir, context = {}, checked }: Synthesis): App {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: checked,
    context: { ...context, [libraryRules]: checked },
    ...(outdir === undefined ? {} : { outdir }),
  });
  if (checked) withPolicyChecks(app);
  const settings = readSettings(app);
  const isTrigger = ({ definition }: Discovered) => definition.kind === "machinery" && definition.part === "sign-in";
  const trigger = useCases.find(isTrigger);
  const core = new CoreStack(app, settings, trigger === undefined ? undefined : { useCase: trigger, code: codeOf(trigger) }, publicFactsOf(useCases));
  const rest = useCases.filter((useCase) => !isTrigger(useCase));
  const stacks = new Map(
    contexts.flatMap((name) => {
      const own = rest.filter(({ context: of }) => of === name);
      return own.length > 0 ? [[name, new ContextStack(app, name, core, own, codeOf)] as const] : [];
    }),
  );
  // The platform listens to every context's dead letters, whose queues must be there before.
  for (const [name, stack] of stacks) if (name !== "platform") stacks.get("platform")?.addStackDependency(stack);
  new ConsoleStack(app, core, useCases);
  return app;
}

/** Facts that may leave the account, by name. */
export function publicFactsOf(useCases: readonly Discovered[]): EventContract[] {
  const told = new Map<string, EventContract>();
  for (const { definition } of useCases)
    if ("emits" in definition) for (const fact of definition.emits ?? []) if (fact.visibility === "public") told.set(`${fact.name}-v${fact.version}`, fact);
  return [...told.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fact]) => fact);
}
