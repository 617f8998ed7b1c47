import { type Contract, resolved, type Schema } from "../contract/contract.ts";
import { resourcesOf } from "../contract/resources.ts";
import { humanise } from "./humanise.ts";

export type Kind = "context" | "collection" | "operation" | "field" | "value" | "problem";
/** What things are called in a language, by their names in the contract. English has none: it is derived. */
export type Dictionary = Readonly<Record<Kind, Readonly<Record<string, string>>>>;

/** Values that read the same in every language: codes, formats, names of facts in the record of facts. */
const isCode = (value: string): boolean => !/[a-z]{2}/.test(value) || /^([A-Z][a-z]+){2,}$/.test(value);

export function named(dictionary: Dictionary | undefined, kind: Kind, name: string): string {
  const known = dictionary?.[kind][name];
  if (known !== undefined) return known;
  return kind === "value" && (isCode(name) || name.length > 40) ? name : humanise(name);
}

/** Every name the contract can put on a page: what a dictionary must hold to be complete. */
export function namesIn(contract: Contract): Readonly<Record<Kind, readonly string[]>> {
  const names: Record<Kind, Set<string>> = {
    context: new Set(),
    collection: new Set(),
    operation: new Set(),
    field: new Set(),
    value: new Set(),
    problem: new Set(),
  };
  const look = (schema: Schema | undefined): void => {
    if (schema === undefined || schema.$ref !== undefined) return;
    for (const value of schema.enum ?? []) if (typeof value === "string" && !isCode(value)) names.value.add(value);
    for (const [name, of] of Object.entries(schema.properties ?? {})) {
      names.field.add(name);
      look(of);
    }
    look(schema.items);
    for (const choice of schema.anyOf ?? schema.oneOf ?? []) look(choice);
  };
  for (const { context, collection } of resourcesOf(contract)) {
    names.context.add(context);
    names.collection.add(collection);
  }
  for (const [path, item] of Object.entries(contract.paths)) {
    const below = path.split("/")[4];
    if (below !== undefined && item.get !== undefined) names.collection.add(below);
    for (const operation of Object.values(item)) {
      if (operation.kind === "command") names.operation.add(operation.id);
      for (const { name, schema } of operation.query) {
        names.field.add(name);
        look(resolved(contract, schema));
      }
      look(operation.body);
      look(operation.answer);
      for (const code of operation.refusals) names.problem.add(code);
    }
  }
  for (const schema of Object.values(contract.schemas)) look(schema);
  const kinds: readonly Kind[] = ["context", "collection", "operation", "field", "value", "problem"];
  const sorted = (kind: Kind) => [...names[kind]].sort();
  const [context, collection, operation, field, value, problem] = kinds.map(sorted);
  return { context: context ?? [], collection: collection ?? [], operation: operation ?? [], field: field ?? [], value: value ?? [], problem: problem ?? [] };
}
