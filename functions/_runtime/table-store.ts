import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Collection, Kept, Place } from "../../domain/kernel/collection.ts";
import type { Accepted, Change, Decision } from "../../domain/kernel/decision.ts";
import type { Fact } from "../../domain/kernel/event.ts";
import { Backoff } from "./backoff.ts";
import { CallerError, DecideAgain, conflictRetryLater, temporarilyUnavailable } from "./caller-error.ts";
import { documentClient } from "./clients.ts";
import { type CommittedFact, factItem } from "./facts.ts";
import type { StoredAnswer } from "./idempotency.ts";
import { type Reach, indexReach, itemKey, ownerOf, partitionOf, rangeReach, readCursor, writeCursor } from "./keys.ts";
import type { Cause, Once, Scope } from "./request.ts";
import { shardCount, shardOf } from "./shards.ts";
import type { Page, PageRequest, Store } from "./store.ts";
import { MOST_ITEMS, type TransactItem, asCheck, outcomeOf, toTransactItem } from "./transaction.ts";

const DEFAULT_PAGE = 25;
const MOST_READ_AT_ONCE = 100;
const MOST_TRIES = 8;

/** Makes the answer of a keyed command and the mark that stores it, once the facts have their ids. */
export interface Seal {
  /** `undefined` when the caller gave no key. */
  mark(answer: StoredAnswer): TransactItem | undefined;
  answer(value: unknown, facts: readonly CommittedFact[]): StoredAnswer;
}

export interface StoreOptions {
  readonly table: string;
  readonly scope: Scope;
  readonly cause: Cause;
  readonly once: Once;
  readonly remainingMs: () => number;
  readonly seal?: Seal;
  /** If-Match: the version the caller says the guarded thing has. */
  readonly guard?: { readonly of: Collection; readonly id: string; readonly version: number };
  /** Checks every condition and writes nothing. */
  readonly dryRun?: boolean;
}

/** The store over the one table, for one request of one tenant. */
export class TableStore implements Store {
  readonly #options: StoreOptions;
  /** What the caller is to be told, once something was committed. */
  answered: StoredAnswer | undefined;
  conflicts = 0;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  async get<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc> {
    const found = await this.find(from, id, sort);
    if (found === undefined) throw notFound(from);
    return found;
  }

  async find<Doc extends Kept>(from: Collection<Doc>, id: string, sort?: string): Promise<Doc | undefined> {
    this.#mayTouch(from);
    const { Item } = await documentClient().send(
      new GetCommand({ TableName: this.#options.table, Key: itemKey(from, this.#tenant, id, sort), ConsistentRead: true }),
    );
    const doc = Item === undefined ? undefined : from.schema.parse(Item);
    this.#checkGuard(from, id, doc);
    return doc;
  }

  async getMany<Doc extends Kept>(from: Collection<Doc>, keys: readonly (string | { readonly id: string; readonly sort: string })[]): Promise<Doc[]> {
    this.#mayTouch(from);
    const wanted = new Map(
      keys
        .map((key) => (typeof key === "string" ? itemKey(from, this.#tenant, key) : itemKey(from, this.#tenant, key.id, key.sort)))
        .map((key) => [`${key.pk}|${key.sk}`, key]),
    );
    const items = await this.#read([...wanted.values()]);
    return [...wanted.keys()].flatMap((key) => {
      const item = items.get(key);
      return item === undefined ? [] : [from.schema.parse(item)];
    });
  }

  async query<Doc extends Kept, IndexName extends string>(
    from: Collection<Doc, IndexName>,
    index: IndexName,
    partition: readonly string[],
    page: PageRequest = {},
  ): Promise<Page<Doc>> {
    this.#mayTouch(from);
    const { items, next } = await this.#page(from, indexReach(from, this.#tenant, index, partition, page), page);
    const found = await this.#read(items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    const docs = items.flatMap(({ pk, sk }) => {
      const item = found.get(`${String(pk)}|${String(sk)}`);
      return item === undefined ? [] : [from.schema.parse(item)];
    });
    return next === undefined ? { items: docs } : { items: docs, next };
  }

  async range<Doc extends Kept>(from: Collection<Doc>, id: string, page: PageRequest = {}): Promise<Page<Doc>> {
    this.#mayTouch(from);
    const { items, next } = await this.#page(from, rangeReach(from, this.#tenant, id, page), page);
    const docs = items.map((item) => from.schema.parse(item));
    return next === undefined ? { items: docs } : { items: docs, next };
  }

  async shards<Doc extends Kept>(from: Collection<Doc>, id: string, page: PageRequest = {}): Promise<Doc[]> {
    const docs: Doc[] = [];
    for (let shard = 0; shard < shardCount(`${from.context}.${from.noun}`); shard += 1) {
      let cursor: string | undefined;
      do {
        const read = await this.range(from, `${id}#${shard}`, { ...page, limit: MOST_READ_AT_ONCE, cursor });
        docs.push(...read.items);
        cursor = read.next;
      } while (cursor !== undefined);
    }
    return docs;
  }

  async commit<Value, E extends Fact, Code extends string>(decision: Decision<Value, E, Code>): Promise<Decision<Value, E, Code>> {
    if (!decision.ok) return decision;
    const { seal, dryRun } = this.#options;
    if (seal !== undefined && this.answered !== undefined)
      throw new TypeError(`${this.#options.scope.useCase} commits twice: its answer belongs to one transaction`);
    const { items, committed } = this.#itemsOf(decision);
    const answer = seal?.answer(decision.value, committed);
    const mark = answer === undefined ? undefined : seal?.mark(answer);
    // The mark comes first: when it is already there, nothing else that failed matters.
    const all = mark === undefined || items.length === 0 ? items : [mark, ...items];
    if (all.length > MOST_ITEMS) throw new RangeError(`${this.#options.scope.useCase} wants ${all.length} items in one transaction of at most ${MOST_ITEMS}`);
    const before = all.length - items.length;
    const failed = dryRun === true ? await this.#check(all) : await this.#send(all);
    const refusal = failed === undefined ? undefined : this.#meaningOf(failed, decision, before);
    if (refusal !== undefined) return refusal;
    this.answered = answer;
    this.#options.once.spend();
    return decision;
  }

  get #tenant(): string {
    return this.#options.cause.tenant;
  }

  #itemsOf(decision: Accepted<unknown, Fact, string>): { items: TransactItem[]; committed: CommittedFact[] } {
    const { table, scope, cause, once } = this.#options;
    const shard = (place: string) => shardOf(place, once.now + cause.causationId);
    for (const change of decision.changes) this.#mayTouch(change.to);
    const facts = decision.facts.map((fact) => factItem(fact, cause, once, scope, versionOfSubject(fact, decision.changes, this.#tenant), table));
    return {
      items: [...decision.changes.map((change) => toTransactItem(change, table, this.#tenant, shard)), ...facts.map(({ item }) => item)],
      committed: facts.map(({ committed }) => committed),
    };
  }

  /**
   * Sends the transaction and answers which of its conditions failed, `undefined` for none. One client token for all tries: DynamoDB then applies it
   * once even where an answer was lost (AWS: "ClientRequestToken"). Conflicts are not retried by the SDK, so they are here.
   */
  async #send(items: TransactItem[]): Promise<readonly boolean[] | undefined> {
    if (items.length === 0) return undefined;
    const command = { TransactItems: items, ClientRequestToken: crypto.randomUUID() };
    const backoff = new Backoff(MOST_TRIES, this.#options.remainingMs);
    for (;;) {
      try {
        await documentClient().send(new TransactWriteCommand(command));
        return undefined;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) {
          if (!isBusy(error)) throw error;
          if (!(await backoff.again())) throw temporarilyUnavailable();
          continue;
        }
        const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
        const unknown = codes.find((code) => !["None", "ConditionalCheckFailed", ...PASSING].includes(code));
        if (unknown !== undefined || codes.every((code) => code === "None")) throw error;
        if (codes.includes("ConditionalCheckFailed")) return codes.map((code) => code === "ConditionalCheckFailed");
        this.conflicts += 1;
        if (!(await backoff.again())) throw codes.includes("TransactionConflict") ? conflictRetryLater() : temporarilyUnavailable();
      }
    }
  }

  /** A dry run: the same conditions, none of the writes. */
  async #check(items: readonly TransactItem[]): Promise<readonly boolean[] | undefined> {
    const checks = items.map(asCheck);
    const failed = await this.#send(checks.flatMap((check) => check ?? []));
    let next = 0;
    return failed === undefined ? undefined : checks.map((check) => check !== undefined && failed[next++] === true);
  }

  /** A failed condition becomes what it stands for: a refusal to pass on, nothing more to do, or everything again. `before` items stood in front of the decision's own. */
  #meaningOf<Value, E extends Fact, Code extends string>(
    failed: readonly boolean[],
    decision: Accepted<Value, E, Code>,
    before: number,
  ): Decision<Value, E, Code> | undefined {
    // The mark stands first: somebody with the same key was faster, and the next try finds what was answered.
    if (before > 0 && failed[0] === true) throw new DecideAgain();
    const others = decision.changes.flatMap((change, index) => (failed[before + index] === true ? [change.otherwise] : []));
    const outcome = outcomeOf(others);
    if (outcome === "already-done") return undefined;
    if (outcome === "decide-again") throw new DecideAgain();
    return others.find((each) => typeof each === "object");
  }

  async #read(keys: readonly { pk: string; sk: string }[]): Promise<Map<string, Record<string, unknown>>> {
    const { table } = this.#options;
    const found = new Map<string, Record<string, unknown>>();
    const backoff = new Backoff(MOST_TRIES, this.#options.remainingMs);
    let left: Record<string, unknown>[] = [...keys];
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await documentClient().send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left.slice(0, MOST_READ_AT_ONCE), ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(`${String(item["pk"])}|${String(item["sk"])}`, item);
      const unread = UnprocessedKeys?.[table]?.Keys ?? [];
      left = [...unread, ...left.slice(MOST_READ_AT_ONCE)];
      if (unread.length > 0 && !(await backoff.again())) throw temporarilyUnavailable();
    }
    return found;
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

  #mayTouch({ context, noun }: Place): void {
    const { useCase, touches } = this.#options.scope;
    if (!touches.some((place) => place.context === context && place.noun === noun))
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

const PASSING = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
const BUSY = new Set(["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "TransactionInProgressException"]);
const isBusy = (error: unknown): boolean => error instanceof Error && BUSY.has(error.name);

export const notFound = (place: Place): CallerError => {
  const noun = place.noun.replaceAll("-", "_");
  return new CallerError(404, `${noun}_not_found`, `There is no such ${place.noun.replaceAll("-", " ")}.`);
};

/** The version this decision gives the fact's subject, where it changes it. */
function versionOfSubject(fact: Fact, changes: readonly Change<string>[], tenant: string): number | undefined {
  const partition = partitionOf(fact, tenant, fact.subject);
  for (const change of changes) {
    if (change.change === "adjust" || change.to.sort !== undefined) continue;
    if (partitionOf(change.to, ownerOf(change.to, tenant), change.to.id(change.doc)) === partition) return change.doc.version;
  }
  return undefined;
}
