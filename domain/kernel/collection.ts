import type * as z from "zod";
import type { ContextName } from "./event.ts";

/** Every kept thing has a version: 1 when created, one more at each change. It is the ETag and the guard against lost updates. */
export type Kept = { readonly version: number };
/** One of the table's three overloaded indexes. They hold keys only: a list reads keys here and then the things themselves. */
export type IndexSlot = "gsi1" | "gsi2" | "gsi3";
/** Where a thing stands in an index: equal `partition`s are read together, in the order of `sort`. `undefined` leaves it out. */
export type IndexKey = { readonly partition: readonly string[]; readonly sort: readonly string[] } | undefined;
export interface Index<Doc> {
  readonly slot: IndexSlot;
  key(doc: Doc): IndexKey;
}

/** What infrastructure needs to know of a collection: whose data it is. */
export interface Place {
  readonly context: ContextName;
  readonly noun: string;
}

/**
 * Where one kind of thing lives in the one table. Pure data: no client, no environment.
 * A thing's partition is `<context>#<tenant>#<noun>#<id>`; things with a `sort` share their id's partition and are read as a range.
 */
export interface Collection<Doc extends Kept = Kept, IndexName extends string = string> extends Place {
  readonly schema: z.ZodType<Doc>;
  /** Several segments are joined by `#`. */
  id(doc: Doc): string;
  sort?(doc: Doc): string;
  readonly indexes: Readonly<Record<IndexName, Index<Doc>>>;
  /** `system`: not a tenant's thing; kept under the tenant `-`. */
  readonly owner?: "tenant" | "system";
  /** The moment after which the table may drop it, in epoch seconds. Only collects: whoever uses the thing checks the time itself. */
  expiresAt?(doc: Doc): number | undefined;
  /** A counter that may be spread over shards by configuration (`WEFT_SHARDS`), because nothing it holds is ever a condition. */
  readonly sharded?: boolean;
}

export const collection = <Doc extends Kept, IndexName extends string = never>(definition: Collection<Doc, IndexName>): Collection<Doc, IndexName> =>
  definition;

/** A copy with changes and the next version: what `replace` expects. */
export const revise = <Doc extends Kept, const Changes extends Partial<Doc>>(doc: Doc, changes: Changes): Omit<Doc, keyof Changes> & Changes & Kept => ({
  ...doc,
  ...changes,
  version: doc.version + 1,
});
