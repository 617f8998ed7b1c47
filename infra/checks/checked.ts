import { type App, Validations } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { keepingRules } from "./keeping.ts";
import { limits } from "./limits.ts";
import { permissionRules } from "./policies.ts";
import { type Rule, Templates } from "./template.ts";

/** Our own rules: the platform's limits, and what cdk-nag misses. */
export const rules: readonly Rule[] = [...limits, ...permissionRules, ...keepingRules];

/** Every place in which an assembly breaks a rule, in words. */
export const findings = (templates: Templates): string[] => rules.flatMap((rule) => rule.check(templates).map((place) => `${rule.id}: ${place}. ${rule.why}`));

/** Adds cdk-nag's packs; a finding that nobody acknowledged stops the synthesis. */
export function withPolicyChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}

/** Writes the assembly, and stops if it breaks a rule of ours: what cannot be deployed, or must not be. */
export function synthesised(app: App): CloudAssembly {
  const assembly = app.synth();
  const broken = findings(new Templates(assembly.stacks.map(({ stackName: name, template }) => ({ name, template }))));
  if (broken.length > 0) throw new Error(`The assembly breaks ${broken.length} rules:\n${broken.map((each) => `- ${each}`).join("\n")}`);
  return assembly;
}
