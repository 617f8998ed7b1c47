import * as z from "zod";
import { inCidr } from "./event-pattern-cidr.ts";
import { literal, wildcard } from "./event-pattern-text.ts";

/** Tests one leaf of an event: text, number, boolean or null; `undefined` is an absent leaf. */
export type LeafTest = (value: unknown) => boolean;

const ignoreCase = z.strictObject({ "equals-ignore-case": z.string() });
const texts = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => (typeof value === "string" ? [value] : value));
const affix = z.union([z.string(), ignoreCase]);
const Operator = z.union([
  z.strictObject({ prefix: affix }),
  z.strictObject({ suffix: affix }),
  ignoreCase,
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ cidr: z.string() }),
  z.strictObject({ numeric: z.array(z.union([z.string(), z.number()])).min(2) }),
  z.strictObject({
    "anything-but": z.union([
      z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])).min(1)]),
      z.strictObject({ prefix: texts }),
      z.strictObject({ suffix: texts }),
      z.strictObject({ "equals-ignore-case": texts }),
      z.strictObject({ wildcard: texts }),
    ]),
  }),
]);

const onText =
  (test: (text: string) => boolean): LeafTest =>
  (value) =>
    typeof value === "string" && test(value);
/** anything-but asks for presence: an absent field never matches (event-ruler README, "Anything-but matching"). */
const butText =
  (tests: readonly LeafTest[]): LeafTest =>
  (value) =>
    value !== undefined && !tests.some((test) => test(value));

const affixTest = (pattern: z.output<typeof affix>, holds: (text: string, part: string) => boolean): LeafTest => {
  if (typeof pattern === "string") return onText((text) => holds(text, pattern));
  const folded = pattern["equals-ignore-case"].toLowerCase();
  return onText((text) => holds(text.toLowerCase(), folded));
};
const startsWith = (text: string, part: string) => text.startsWith(part);
const endsWith = (text: string, part: string) => text.endsWith(part);

/** Numeric matching covers −5.0e9…5.0e9 only (event-ruler README, "Numeric matching"); an event's value outside never matches. */
const numericLimit = 5e9;

function numericTest(terms: readonly (string | number)[]): LeafTest {
  const bounds: ((value: number) => boolean)[] = [];
  for (let at = 0; at < terms.length; at += 2) {
    const operator = terms[at];
    const bound = terms[at + 1];
    if (typeof bound !== "number" || Math.abs(bound) > numericLimit) throw new Error("numeric wants pairs of operator and a number between -5.0e9 and 5.0e9");
    if (operator === "=") bounds.push((value) => value === bound);
    else if (operator === "<") bounds.push((value) => value < bound);
    else if (operator === "<=") bounds.push((value) => value <= bound);
    else if (operator === ">") bounds.push((value) => value > bound);
    else if (operator === ">=") bounds.push((value) => value >= bound);
    else throw new Error(`numeric knows no operator ${JSON.stringify(operator)}`);
  }
  return (value) => typeof value === "number" && Math.abs(value) <= numericLimit && bounds.every((holds) => holds(value));
}

/**
 * Compiles one member of a pattern's value list. An operator nobody documents throws: a rule that silently never matches
 * is worse than no rule. Source: EventBridge user guide, "Comparison operators for use in event patterns"; event-ruler README.
 */
export function leafTest(member: unknown): LeafTest {
  if (typeof member === "string" || typeof member === "number" || typeof member === "boolean" || member === null) return (value) => value === member;
  const parsed = Operator.safeParse(member);
  if (!parsed.success) throw new Error(`${JSON.stringify(member)} is no comparison that EventBridge documents`);
  const operator = parsed.data;
  if ("prefix" in operator) return affixTest(operator.prefix, startsWith);
  if ("suffix" in operator) return affixTest(operator.suffix, endsWith);
  if ("equals-ignore-case" in operator) return onText(literal(operator["equals-ignore-case"]));
  if ("wildcard" in operator) return onText(wildcard(operator.wildcard));
  if ("exists" in operator) return (value) => (value !== undefined) === operator.exists;
  if ("cidr" in operator) return onText(inCidr(operator.cidr));
  if ("numeric" in operator) return numericTest(operator.numeric);
  const but = operator["anything-but"];
  if (typeof but === "string" || typeof but === "number") return butText([(value) => value === but]);
  if (Array.isArray(but)) {
    if (new Set(but.map((one) => typeof one)).size > 1) throw new Error("an anything-but list is all texts or all numbers");
    return butText(but.map((one) => (value: unknown) => value === one));
  }
  if ("prefix" in but) return butText(but.prefix.map((part) => affixTest(part, startsWith)));
  if ("suffix" in but) return butText(but.suffix.map((part) => affixTest(part, endsWith)));
  if ("wildcard" in but) return butText(but.wildcard.map((part) => onText(wildcard(part))));
  return butText(but["equals-ignore-case"].map((part) => onText(literal(part))));
}
