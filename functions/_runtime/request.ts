import { monotonicFactory } from "ulid";
import type * as z from "zod";
import type { Place } from "../../domain/kernel/collection.ts";
import type { Instant, Moment } from "../../domain/kernel/values.ts";

/** Where a request comes from and what it belongs to; carried by every fact it brings about. */
export interface Cause {
  readonly tenant: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** How many facts led here: a loop of reactions stops at {@link DEEPEST_CAUSE}. */
  readonly depth: number;
}

/**
 * The longest chain of facts causing facts. AWS stops recursive loops only along SQS, SNS, S3 and Lambda ("Recursive loop detection");
 * hops through DynamoDB streams and EventBridge are not followed, so the chain is counted here.
 */
export const DEEPEST_CAUSE = 12;

export const momentOf = ({ correlationId, causationId }: Cause, at: Instant): Moment => ({ at, correlationId, causationId });

/** Ids and time of one request. Chosen once: a second try of the same request uses the same ones, so that it says the same. */
export class Once {
  readonly now: Instant;
  /** When its facts say that they happened. Near to when they are written: the reconciler looks for missing facts by it and never looks back far. */
  readonly stamp: Instant;
  readonly #mint: () => string;
  readonly #minted: string[] = [];
  #next = 0;
  #spent = 0;

  /** `at` is the time it decides by: of a schedule the time it was due, which may be long before it runs. */
  constructor(at: Date, runs: Date = at) {
    const next = monotonicFactory();
    this.now = at.toISOString();
    this.stamp = runs.toISOString();
    this.#mint = () => next(runs.getTime());
  }

  /** Begins another try: ids are given out again, but for those that were committed. */
  startOver(): void {
    this.#next = this.#spent;
  }

  /** What was given out so far is in the table now: a use case that commits in steps never gives one id to two things. */
  spend(): void {
    this.#spent = this.#next;
  }

  ulid(): string {
    const known = this.#minted[this.#next];
    const id = known ?? this.#mint();
    if (known === undefined) this.#minted.push(id);
    this.#next += 1;
    return id;
  }

  readonly newId = <Id extends z.ZodType<string>>(of: Id): z.output<Id> => of.parse(this.ulid());
}

/** What the store must know of the use case it works for. */
export interface Scope {
  readonly useCase: string;
  readonly touches: readonly Place[];
  /** What another context lends it to read. */
  readonly reads?: readonly Place[];
  readonly emits: readonly { readonly name: string; readonly visibility: "public" | "internal" }[];
}
