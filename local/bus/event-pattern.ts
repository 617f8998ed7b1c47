import { leafTest, type LeafTest } from "./event-pattern-leaf.ts";

/** A compiled event pattern. */
export type EventPattern = (event: unknown) => boolean;

/** A JSON object, as far as matching cares. */
type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Words that make an `$or` a plain field name when an alternative uses them (event-ruler, RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP). */
const reserved = new Set(["exactly", "equals", "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "exists", "numeric", "cidr", "version"]);

/** EventBridge quotas: characters of an event pattern. */
const longestPattern = 2048;

/**
 * Compiles an event pattern with EventBridge's semantics: all fields must match, any member of a value list may; a list in
 * the event matches when one element does; objects within a list are matched as one element each (array consistency);
 * an object where the pattern wants a leaf counts as absent. Throws a sentence for what EventBridge would refuse.
 * Sources: EventBridge user guide, "Creating event patterns"; event-ruler README, "JSON Text Matching", "JSON Array Matching".
 */
export function compilePattern(pattern: unknown): EventPattern {
  if (!isFields(pattern)) throw new Error("An event pattern is a JSON object.");
  if (JSON.stringify(pattern).length > longestPattern) throw new Error(`An event pattern has at most ${longestPattern} characters.`);
  const test = compileFields(pattern, []);
  return (event) => isFields(event) && test(event);
}

function compileFields(pattern: Fields, path: readonly string[]): (fields: Fields) => boolean {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new Error(`The event pattern is empty at ${path.join(".") || "its top"}.`);
  const tests = entries.map(([name, wanted]) => {
    const alternatives = name === "$or" ? orAlternatives(wanted) : undefined;
    if (alternatives !== undefined) {
      const compiled = alternatives.map((one) => compileFields(one, path));
      return (fields: Fields) => compiled.some((test) => test(fields));
    }
    const test = compileValue(wanted, [...path, name]);
    return (fields: Fields) => test(fields[name]);
  });
  return (fields) => tests.every((test) => test(fields));
}

/** `$or` is an operator only with two or more objects, none of which uses a reserved word (event-ruler README, "The $or Primitive"). */
function orAlternatives(wanted: unknown): readonly Fields[] | undefined {
  if (!Array.isArray(wanted) || wanted.length < 2) return undefined;
  const alternatives = wanted.filter(isFields);
  const plain =
    alternatives.length === wanted.length && alternatives.every((one) => Object.keys(one).length > 0 && Object.keys(one).every((name) => !reserved.has(name)));
  return plain ? alternatives : undefined;
}

function compileValue(wanted: unknown, path: readonly string[]): (value: unknown) => boolean {
  const where = path.join(".");
  if (Array.isArray(wanted)) {
    if (wanted.length === 0) throw new Error(`The event pattern has an empty list at ${where}.`);
    const tests = wanted.map((member): LeafTest => {
      try {
        return leafTest(member);
      } catch (problem) {
        throw new Error(`The event pattern is wrong at ${where}: ${problem instanceof Error ? problem.message : String(problem)}.`, { cause: problem });
      }
    });
    return (value) => leaves(value).some((leaf) => tests.some((test) => test(leaf)));
  }
  if (!isFields(wanted)) throw new Error(`The event pattern wants a list or an object at ${where}.`);
  const inner = compileFields(wanted, path);
  return (value) => {
    if (!Array.isArray(value)) return inner(isFields(value) ? value : {});
    const elements = value.flat(Number.POSITIVE_INFINITY).filter(isFields);
    return elements.length === 0 ? inner({}) : elements.some(inner);
  };
}

/** What stands at a leaf: the elements of a list, or the value; an object or an empty list is an absent leaf. */
function leaves(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [isFields(value) ? undefined : value];
  const plain = value.flat(Number.POSITIVE_INFINITY).filter((element) => !isFields(element));
  return plain.length === 0 ? [undefined] : plain;
}
