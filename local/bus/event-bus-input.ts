import type { TargetModel } from "../assembly/assembly-model.ts";
import { fields, list } from "../table/table-door-json.ts";

/** Makes the JSON text that a target receives out of an event. */
export type TargetInput = (event: unknown) => string;

const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']+)'\]/gy;

/** Reads the part of JSONPath that EventBridge's input paths document: members and list positions. Anything else stops the start. */
function compilePath(path: string): (event: unknown) => unknown {
  if (!path.startsWith("$")) throw new Error(`The input path ${path} does not start with $.`);
  const steps: ((value: unknown) => unknown)[] = [];
  let at = 1;
  while (at < path.length) {
    step.lastIndex = at;
    const found = step.exec(path);
    if (found === null) throw new Error(`The input path ${path} uses JSONPath that this runtime does not know, at "${path.slice(at)}".`);
    const [whole, member, position, quoted] = found;
    const name = member ?? quoted;
    steps.push(name === undefined ? (value) => list(value)[Number(position)] : (value) => fields(value)[name]);
    at += whole.length;
  }
  return (event) => steps.reduce((value, next) => next(value), event);
}

/**
 * Compiles a target's Input, InputPath or InputTransformer; with none, the whole event.
 * Source: EventBridge user guide, "Input transformation": a placeholder within a JSON string is replaced by bare text, outside by JSON.
 */
export function compileInput(target: TargetModel, rule: { readonly name: string; readonly arn: string }): TargetInput {
  if (target.input !== null) {
    const constant = target.input;
    return () => constant;
  }
  if (target.inputPath !== null) {
    const path = compilePath(target.inputPath);
    return (event) => JSON.stringify(path(event) ?? {});
  }
  if (target.inputTransformer === null) return (event) => JSON.stringify(event);
  const { pathsMap, template } = target.inputTransformer;
  const paths = new Map(Object.entries(pathsMap).map(([name, path]) => [name, compilePath(path)]));
  const reserved: Record<string, (event: unknown) => unknown> = {
    "aws.events.rule-arn": () => rule.arn,
    "aws.events.rule-name": () => rule.name,
    "aws.events.event.ingestion-time": (event) => fields(event)["time"],
    "aws.events.event": (event) => event,
    "aws.events.event.json": (event) => event,
  };
  for (const [, name = ""] of template.matchAll(/<([\w.-]+)>/g)) {
    if (!paths.has(name) && reserved[name] === undefined)
      throw new Error(`The input template of rule ${rule.name} uses <${name}>, which its paths map does not name.`);
  }
  return (event) => fill(template, (name) => (paths.get(name) ?? reserved[name])?.(event));
}

function fill(template: string, valueOf: (name: string) => unknown): string {
  let filled = "";
  let inString = false;
  for (let at = 0; at < template.length; at += 1) {
    const character = template.charAt(at);
    const placeholder = character === "<" ? /^<([\w.-]+)>/.exec(template.slice(at)) : null;
    if (placeholder !== null) {
      const value = valueOf(placeholder[1] ?? "");
      const json = value === undefined ? '""' : JSON.stringify(value);
      const bare = typeof value === "string" ? json.slice(1, -1) : value === undefined ? "" : JSON.stringify(json).slice(1, -1);
      filled += inString ? bare : json;
      at += placeholder[0].length - 1;
      continue;
    }
    if (character === '"' && template.charAt(at - 1) !== "\\") inString = !inString;
    filled += character;
  }
  return filled;
}
