import { isRecord, list, record } from "../contract/json.ts";

/**
 * What is being filled in, as the JSON that will be sent. Fields are named by JSON pointers (RFC 6901), because that is how the
 * server names them in its refusals. Nothing is changed in place.
 */
export type Draft = unknown;

const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

export const pointerTo = (parent: string, step: string | number): string => `${parent}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;

export const at = (draft: Draft, pointer: string): unknown =>
  stepsOf(pointer).reduce<unknown>((value, step) => (Array.isArray(value) ? list(value)[Number(step)] : record(value)[step]), draft);

/** `undefined` takes the field out. */
export function put(draft: Draft, pointer: string, value: unknown): Draft {
  const [step, ...rest] = stepsOf(pointer);
  if (step === undefined) return value;
  const below = rest.map((name) => pointerTo("", name)).join("");
  if (Array.isArray(draft)) return list(draft).map((item, index) => (index === Number(step) ? put(item, below, value) : item));
  const { [step]: old, ...others } = record(draft);
  const made = put(old, below, value);
  return made === undefined ? others : { ...others, [step]: made };
}

export const added = (draft: Draft, pointer: string, item: unknown): Draft => put(draft, pointer, [...list(at(draft, pointer)), item]);

export const removed = (draft: Draft, pointer: string, index: number): Draft =>
  put(
    draft,
    pointer,
    list(at(draft, pointer)).filter((_, other) => other !== index),
  );

/** As it is sent: without empty texts, empty objects and lists nobody filled in. `null` stays, it takes a value away. */
export function tidy(draft: Draft): unknown {
  if (draft === "") return undefined;
  if (Array.isArray(draft)) return list(draft).map((item) => tidy(item) ?? {});
  if (!isRecord(draft)) return draft;
  const kept = Object.entries(draft).flatMap(([name, value]) => {
    const tidied = tidy(value);
    return tidied === undefined || (Array.isArray(tidied) && tidied.length === 0) ? [] : [[name, tidied] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return list(value).map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

/** The fields that differ from what was read: all that a revision sends, so that others' changes beside them stay. A field taken out is sent as `null`, a list as an empty one. */
export function changes(was: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  return Object.fromEntries(
    names.flatMap((name) => (same(was[name], now[name]) ? [] : [[name, now[name] ?? (Array.isArray(was[name]) ? [] : null)] as const])),
  );
}
