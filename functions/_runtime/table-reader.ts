import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Collection, Kept, Place } from "../../domain/kernel/collection.ts";
import { CallerError } from "./caller-error.ts";
import { documentClient } from "./clients.ts";
import { type FactView, viewOfFact } from "./fact-view.ts";
import { type Reach, historyReach, indexReach, itemKey, rangeReach, readCursor, writeCursor } from "./keys.ts";
import { type ItemKey, ReadTogether } from "./read-together.ts";
import type { Cause, Scope } from "./request.ts";
import { shardCount } from "./shards.ts";
import type { Page, PageRequest, ReadStore } from "./store.ts";

const DEFAULT_PAGE = 25;
/** A page of a counter's shards, of which all are wanted. */
const SHARD_PAGE = 100;

export interface ReadOptions {
  readonly table: string;
  readonly scope: Scope;
  readonly cause: Cause;
  readonly remainingMs: () => number;
  /** If-Match: the version the caller says the guarded thing has. */
  readonly guard?: { readonly of: Collection; readonly id: string; readonly version: number };
}

/** Reads of the one table, for one request of one tenant. Nothing but what the use case declares, and nothing of another tenant. */
export class TableReader implements ReadStore {
  readonly #options: ReadOptions;
  readonly #items: ReadTogether;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#items = new ReadTogether(options.table, options.remainingMs);
  }

  async get<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc> {
    const found = await this.find(from, id, sort);
    if (found === undefined) throw notFound(from);
    return found;
  }

  async find<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc | undefined> {
    this.mayTouch(from, this.#options.scope.reads);
    const item = await this.#items.read(itemKey(from, this.#tenant, id, sort));
    const doc = item === undefined ? undefined : from.schema.parse(item);
    this.#checkGuard(from, id, doc);
    return doc;
  }

  async getMany<Doc extends Kept>(from: Collection<Doc>, keys: readonly (string | { readonly id: string; readonly sort: string })[]): Promise<Doc[]> {
    this.mayTouch(from);
    const wanted = new Map(
      keys
        .map((key) => (typeof key === "string" ? itemKey(from, this.#tenant, key) : itemKey(from, this.#tenant, key.id, key.sort)))
        .map((key) => [`${key.pk}|${key.sk}`, key]),
    );
    return this.#parsed(from, [...wanted.values()]);
  }

  async query<Doc extends Kept, IndexName extends string>(
    from: Collection<Doc, IndexName>,
    index: IndexName,
    partition: readonly string[],
    page: PageRequest = {},
  ): Promise<Page<Doc>> {
    this.mayTouch(from);
    const { items, next } = await this.#page(from, indexReach(from, this.#tenant, index, partition, page), page);
    const docs = await this.#parsed(
      from,
      items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
    );
    return next === undefined ? { items: docs } : { items: docs, next };
  }

  async range<Doc extends Kept>(from: Collection<Doc>, id: string, page: PageRequest = {}): Promise<Page<Doc>> {
    this.mayTouch(from);
    const { items, next } = await this.#page(from, rangeReach(from, this.#tenant, id, page), page);
    const docs = items.map((item) => from.schema.parse(item));
    return next === undefined ? { items: docs } : { items: docs, next };
  }

  async history(of: Collection, id: string, page: Pick<PageRequest, "limit" | "cursor"> = {}): Promise<Page<FactView>> {
    this.mayTouch(of);
    const { items, next } = await this.#page(of, historyReach(of, this.#tenant, id), { ...page, order: "descending" });
    const facts = items.map(viewOfFact);
    return next === undefined ? { items: facts } : { items: facts, next };
  }

  async shards<Doc extends Kept>(from: Collection<Doc>, id: string, page: PageRequest = {}): Promise<Doc[]> {
    const docs: Doc[] = [];
    for (let shard = 0; shard < shardCount(`${from.context}.${from.noun}`); shard += 1) {
      let cursor: string | undefined;
      do {
        const read = await this.range(from, `${id}#${shard}`, { ...page, limit: SHARD_PAGE, cursor });
        docs.push(...read.items);
        cursor = read.next;
      } while (cursor !== undefined);
    }
    return docs;
  }

  get #tenant(): string {
    return this.#options.cause.tenant;
  }

  /** The things behind these keys, in their order; what is not there any more is left out. */
  async #parsed<Doc extends Kept>(from: Collection<Doc>, keys: readonly ItemKey[]): Promise<Doc[]> {
    const items = await Promise.all(keys.map((key) => this.#items.read(key)));
    return items.flatMap((item) => (item === undefined ? [] : [from.schema.parse(item)]));
  }

  async #page(of: Collection, reach: Reach, page: PageRequest): Promise<{ items: Record<string, unknown>[]; next: string | undefined }> {
    const start = page.cursor === undefined ? undefined : readCursor(of, this.#tenant, reach, page.cursor);
    const { Items = [], LastEvaluatedKey } = await documentClient().send(
      new QueryCommand({
        TableName: this.#options.table,
        ...(reach.index === undefined ? { ConsistentRead: true } : { IndexName: reach.index }),
        KeyConditionExpression: "#p = :p AND #s BETWEEN :from AND :to",
        ExpressionAttributeNames: { "#p": reach.partitionKey, "#s": reach.sortKey },
        ExpressionAttributeValues: { ":p": reach.partition, ":from": reach.from, ":to": reach.to },
        ScanIndexForward: page.order !== "descending",
        Limit: page.limit ?? DEFAULT_PAGE,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    return { items: Items, next: LastEvaluatedKey === undefined ? undefined : writeCursor(reach, LastEvaluatedKey) };
  }

  /** IAM keeps contexts apart; this keeps a use case to the collections it declares. */
  protected mayTouch({ context, noun }: Place, also: readonly Place[] = []): void {
    const { useCase, touches } = this.#options.scope;
    if (![...touches, ...also].some((place) => place.context === context && place.noun === noun))
      throw new TypeError(`${useCase} does not declare that it touches ${context}.${noun}`);
  }

  #checkGuard(of: Collection, id: string, doc: Kept | undefined): void {
    const { guard } = this.#options;
    if (guard === undefined || guard.of.noun !== of.noun || guard.id !== id || doc === undefined || doc.version === guard.version) return;
    throw new CallerError(412, "precondition_failed", "If-Match does not name the version that is there now. Read it again and decide anew.", {
      facts: { currentVersion: doc.version },
    });
  }
}

export const notFound = (place: Place): CallerError => {
  const noun = place.noun.replaceAll("-", "_");
  return new CallerError(404, `${noun}_not_found`, `There is no such ${place.noun.replaceAll("-", " ")}.`);
};
