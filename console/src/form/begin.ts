import { type Contract, resolved, type Schema } from "../contract/contract.ts";
import { fieldsOf } from "../contract/resources.ts";

/** A draft to begin with: what the schema says holds where nothing is said, one line where lines are needed, and what is known already. */
export function begun(contract: Pick<Contract, "schemas">, body: Schema | undefined, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const first = fieldsOf(contract, body).flatMap(({ name, schema, required }) => {
    const of = resolved(contract, schema);
    if (of.default !== undefined) return [[name, of.default] as const];
    const isLines = required && of.type === "array" && resolved(contract, of.items ?? {}).properties !== undefined;
    return isLines ? [[name, Array.from({ length: Math.max(1, of.minItems ?? 1) }, () => ({}))] as const] : [];
  });
  return { ...Object.fromEntries(first), ...given };
}
