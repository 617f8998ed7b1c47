import type { Collection, Kept } from "./collection.ts";
import type { Fact } from "./event.ts";

/** Why a request was refused decides its HTTP status; nothing else does. */
export type RefusalKind = "not_found" | "conflict" | "forbidden" | "unprocessable" | "precondition_failed" | "too_large";
/** A context's refusals: code → kind. The code is stable and public; it completes "refused because …". */
export type Refusals = Readonly<Record<string, RefusalKind>>;

/** What a caller needs to mend the request: where (JSON pointer into the input) and why in words. No personal data. */
export interface RefusalDetail {
  readonly pointer?: string;
  readonly detail?: string;
  readonly [fact: string]: string | number | boolean | undefined;
}

/**
 * What a change does when the table is not as the decision saw it:
 * `decide-again` re-reads and decides anew (a race), `already-done` means this very decision took effect before (a replay), a refusal is told to the caller.
 */
export type Otherwise<Code extends string> = "decide-again" | "already-done" | Refused<Code>;

export type Key = { readonly id: string; readonly sort?: string };

export interface Create<Code extends string> {
  readonly change: "create";
  readonly to: Collection;
  readonly doc: Kept;
  readonly otherwise: Otherwise<Code>;
}
export interface Replace<Code extends string> {
  readonly change: "replace";
  readonly to: Collection;
  /** Carries the new version; the table must hold the one before. */
  readonly doc: Kept;
  readonly otherwise: Otherwise<Code>;
}
export interface Remove<Code extends string> {
  readonly change: "remove";
  readonly to: Collection;
  readonly doc: Kept;
  readonly otherwise: Otherwise<Code>;
}
export interface Condition {
  readonly atLeast?: number;
  readonly equals?: number | string;
}
/** Counters of one element of a list within a thing; one that is not there yet begins at 0. */
export interface Within {
  readonly list: string;
  /** The element's place, from 0. There must be one. */
  readonly at: number;
  readonly add: Readonly<Record<string, number | undefined>>;
}
export interface Adjust<Code extends string> {
  readonly change: "adjust";
  readonly to: Collection;
  readonly key: Key;
  readonly add: Readonly<Record<string, number | undefined>>;
  readonly within: readonly Within[];
  /** Flags raised, whatever they were. */
  readonly raise: readonly string[];
  readonly ensure: Readonly<Record<string, Condition>>;
  /** When given, a missing thing is created with these fields and counters from 0; when not, it must exist. */
  readonly orCreate: Readonly<Record<string, string>> | undefined;
  readonly otherwise: Otherwise<Code>;
}
export type Change<Code extends string = never> = Create<Code> | Replace<Code> | Remove<Code> | Adjust<Code>;

/** A new thing. Fails where one with its id already is. */
export const create = <Doc extends Kept, Code extends string = never>(
  to: Collection<Doc>,
  doc: Doc,
  otherwise: Otherwise<Code> = "decide-again",
): Create<Code> => ({
  change: "create",
  to,
  doc,
  otherwise,
});
/** A changed thing, made with `revise`. Fails where somebody changed it in between. */
export const replace = <Doc extends Kept, Code extends string = never>(
  to: Collection<Doc>,
  doc: Doc,
  otherwise: Otherwise<Code> = "decide-again",
): Replace<Code> => ({
  change: "replace",
  to,
  doc,
  otherwise,
});
/** Takes a thing away, exactly the version that was read. */
export const remove = <Doc extends Kept, Code extends string = never>(
  to: Collection<Doc>,
  doc: Doc,
  otherwise: Otherwise<Code> = "decide-again",
): Remove<Code> => ({
  change: "remove",
  to,
  doc,
  otherwise,
});

type NumericField<Doc> = { [K in keyof Doc]-?: Exclude<Doc[K], undefined> extends number ? K : never }[keyof Doc] & string;
/** Fields that a counter with free keys (such as a ledger period) may add to. */
type Amounts<Doc> = { readonly [K in NumericField<Doc>]?: number | undefined };
type ListField<Doc> = { [K in keyof Doc]-?: Exclude<Doc[K], undefined> extends readonly unknown[] ? K : never }[keyof Doc] & string;
type ElementOf<List> = List extends readonly (infer Element)[] ? Element : never;
/** Counters of one element of one of the thing's lists. */
type AmountsWithin<Doc> = {
  [K in ListField<Doc>]: { readonly list: K; readonly at: number; readonly add: Amounts<ElementOf<Exclude<Doc[K], undefined>>> };
}[ListField<Doc>];
type Flag<Doc> = { [K in keyof Doc]-?: Exclude<Doc[K], undefined> extends true ? K : never }[keyof Doc] & string;

/** Adds to counters where they are, without reading them first. Conditions are checked in the same instant. */
export function adjust<Doc extends Kept, Code extends string = never>(
  to: Collection<Doc>,
  key: Key,
  what: {
    readonly add: Amounts<Doc>;
    readonly within?: readonly AmountsWithin<Doc>[];
    readonly raise?: readonly Flag<Doc>[];
    readonly ensure?: { readonly [K in keyof Doc & string]?: Condition };
    readonly orCreate?: Readonly<Record<string, string>>;
    readonly otherwise?: Otherwise<Code>;
  },
): Adjust<Code> {
  const { add, within = [], raise = [], ensure = {}, orCreate, otherwise = "decide-again" } = what;
  return { change: "adjust", to, key, add, within, raise, ensure, orCreate, otherwise };
}

export interface Accepted<Value, F extends Fact, Code extends string> {
  readonly ok: true;
  /** What the caller is answered. */
  readonly value: Value;
  readonly changes: readonly Change<Code>[];
  readonly facts: readonly F[];
}
export interface Refused<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  readonly about: RefusalDetail;
}
export type Decision<Value, F extends Fact, Code extends string> = Accepted<Value, F, Code> | Refused<Code>;

/** Yes: these changes and these facts, all in one transaction or none of them. */
export const accept = <Value, const F extends Fact = never, Code extends string = never>(
  value: Value,
  changes: readonly Change<Code>[],
  facts: readonly F[] = [],
): Accepted<Value, F, Code> => ({
  ok: true,
  value,
  changes,
  facts,
});
/** No, with the reason's code. Nothing is written. */
export const refuse = <const Code extends string>(code: Code, about: RefusalDetail = {}): Refused<Code> => ({ ok: false, code, about });
