import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Accepted, Change, Decision } from "../../domain/kernel/decision.ts";
import type { Fact } from "../../domain/kernel/event.ts";
import { Backoff, MOST_TRIES } from "./backoff.ts";
import { DecideAgain, conflictRetryLater, isBusy, temporarilyUnavailable } from "./caller-error.ts";
import { documentClient } from "./clients.ts";
import { type CommittedFact, factItem } from "./facts.ts";
import type { StoredAnswer } from "./idempotency.ts";
import { ownerOf, partitionOf } from "./keys.ts";
import type { Once } from "./request.ts";
import { shardOf } from "./shards.ts";
import type { Store } from "./store.ts";
import { type ReadOptions, TableReader } from "./table-reader.ts";
import { MOST_ITEMS, type TransactItem, asCheck, outcomeOf, toTransactItem } from "./transaction.ts";

/** Makes the answer of a keyed command and the mark that stores it, once the facts have their ids. */
export interface Seal {
  /** `undefined` when the caller gave no key. */
  mark(answer: StoredAnswer): TransactItem | undefined;
  answer(value: unknown, facts: readonly CommittedFact[]): StoredAnswer;
}

export interface StoreOptions extends ReadOptions {
  readonly once: Once;
  readonly seal?: Seal;
  /** Checks every condition and writes nothing. */
  readonly dryRun?: boolean;
}

/** The store over the one table, for one request of one tenant. */
export class TableStore extends TableReader implements Store {
  readonly #options: StoreOptions;
  /** What the caller is to be told, once something was committed. */
  answered: StoredAnswer | undefined;
  /** Whether any transaction was sent and held. */
  wrote = false;

  constructor(options: StoreOptions) {
    super(options);
    this.#options = options;
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
    this.wrote ||= all.length > 0 && failed === undefined && dryRun !== true;
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
    for (const change of decision.changes) this.mayTouch(change.to);
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
}

const PASSING = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

/** The version this decision gives the fact's subject, where it changes it. */
function versionOfSubject(fact: Fact, changes: readonly Change<string>[], tenant: string): number | undefined {
  const partition = partitionOf(fact, tenant, fact.subject);
  for (const change of changes) {
    if (change.change === "adjust" || change.to.sort !== undefined) continue;
    if (partitionOf(change.to, ownerOf(change.to, tenant), change.to.id(change.doc)) === partition) return change.doc.version;
  }
  return undefined;
}
