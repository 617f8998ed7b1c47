import type { Collection, Kept } from "../../domain/kernel/collection.ts";
import type { Decision } from "../../domain/kernel/decision.ts";
import type { Fact } from "../../domain/kernel/event.ts";
import type { FactView } from "./fact-view.ts";

/** Which stretch of a list to read. `limit` is a page's size, 1–100; `cursor` is what the page before said. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** `ascending` sort keys unless told otherwise. */
  readonly order?: "ascending" | "descending";
  /** Sort keys from here (inclusive), as whole leading segments. */
  readonly from?: readonly string[];
  /** Sort keys up to here (inclusive; whatever continues the last segment counts as within). */
  readonly to?: readonly string[];
}
/** A stretch of a list; `next` is there when more follows. */
export interface Page<Doc> {
  readonly items: readonly Doc[];
  readonly next?: string;
}

/** Reads of one tenant's things. Gets are strongly consistent; a list's order comes from an index that follows within moments. */
export interface ReadStore {
  /** The thing, or the caller is told `<noun>_not_found` (404). */
  get<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc>;
  find<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc | undefined>;
  /** Those that exist, in the order asked for; ids twice count once. */
  getMany<Doc extends Kept>(from: Collection<Doc>, keys: readonly (string | { readonly id: string; readonly sort: string })[]): Promise<Doc[]>;
  /** A page of the things that stand under one partition of an index, each as it is now. */
  query<Doc extends Kept, IndexName extends string>(
    from: Collection<Doc, IndexName>,
    index: IndexName,
    partition: readonly string[],
    page?: PageRequest,
  ): Promise<Page<Doc>>;
  /** A page of the things that share an id's partition, by their `sort`, strongly consistent. */
  range<Doc extends Kept>(from: Collection<Doc>, id: string, page?: PageRequest): Promise<Page<Doc>>;
  /** A page of the facts that were told of a thing, newest first, strongly consistent. */
  history(of: Collection, id: string, page?: Pick<PageRequest, "limit" | "cursor">): Promise<Page<FactView>>;
  /** All shards of a `sharded` collection's range: the caller adds them up. */
  shards<Doc extends Kept>(from: Collection<Doc>, id: string, page?: PageRequest): Promise<Doc[]>;
}

/** Reads and the one way to write. */
export interface Store<F extends Fact = Fact> extends ReadStore {
  /**
   * One transaction: every change, every fact (kept in its subject's partition: the outbox is the history) and, for a keyed command, the stored answer.
   * A refusal passes through and writes nothing. A race makes the whole use case run again; what took effect before counts as done.
   */
  commit<Value, E extends F, Code extends string>(decision: Decision<Value, E, Code>): Promise<Decision<Value, E, Code>>;
}
