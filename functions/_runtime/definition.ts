import type * as z from "zod";
import type { Collection, Place } from "../../domain/kernel/collection.ts";
import type { Decision, Refusals } from "../../domain/kernel/decision.ts";
import type { ContextName, EventContract, EventMetadata, FactOf } from "../../domain/kernel/event.ts";
import type { Instant, Moment } from "../../domain/kernel/values.ts";
import type { ReadStore, Store } from "./store.ts";

/** The closed vocabulary of rights. A token carries them as `weft/<scope>`. */
export type Scope = `${ContextName}:${"read" | "write"}`;
export type Route<Method extends string> = `${Method} /${string}`;

type Told<Events extends readonly EventContract[]> = FactOf<Events[number]>;

/** What a use case may use besides its input. Time and ids are chosen once for each request, however often it is tried. */
export interface Setting<Events extends readonly EventContract[]> {
  readonly store: Store<Told<Events>>;
  readonly now: Instant;
  /** The same with the story it belongs to. */
  readonly moment: Moment;
  /** Who asked: `user:<sub>`, `client:<id>`, or `weft:<use case>` in a reaction. */
  readonly actor: string;
  /** The next new id: `newId(OrderId)`. */
  newId<Id extends z.ZodType<string>>(of: Id): z.output<Id>;
}

interface Common {
  /** One sentence in the words of the business; the function's and the operation's description. */
  readonly summary: string;
  /** What it reads or writes. The store refuses anything else at run time, IAM refuses other contexts. */
  readonly touches: readonly Place[];
}

/** A write over HTTP. Answers `{ data, events }`. Every POST takes an Idempotency-Key and `?dryRun=true`. */
export interface CommandDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Events extends readonly EventContract[] = readonly EventContract[],
  Codes extends Refusals = Refusals,
> extends Common {
  readonly route: Route<"POST" | "PATCH" | "PUT" | "DELETE">;
  readonly scope: Scope;
  /** Path parameters and body together, strict: unknown fields are errors. */
  readonly input: Input;
  readonly output: Output;
  readonly emits: Events;
  readonly refuses: Codes;
  /** 201 for what makes a new thing, else 200. */
  readonly status?: 200 | 201;
  /** The output's field that, behind this path, is where the new thing can be read: becomes Location. */
  readonly locates?: "id" | "sku";
  /** The collection whose thing the first path parameter names: If-Match is checked against its version. */
  readonly guards?: Collection;
  /** Makes sense only while this field of the thing (or, of a new thing, of what it refers to) has one of these values: clients offer it then. */
  readonly offered?: Readonly<Record<string, readonly string[]>>;
  /** Cannot be taken back: clients ask again. */
  readonly danger?: true;
  run(input: z.output<Input>, setting: Setting<Events>): Promise<Decision<z.input<Output>, Told<Events>, Extract<keyof Codes, string>>>;
}

/** A read over HTTP. Its functions hold no right to write. */
export interface QueryDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> extends Common {
  readonly route: Route<"GET">;
  readonly scope: Scope;
  /** Path and query parameters together, strict; numbers and booleans arrive as such. */
  readonly input: Input;
  readonly output: Output;
  /** `one` answers `{ data }`, `page` answers `{ data: [...], next? }`. */
  readonly answers: "one" | "page";
  /** Of one thing: its field that names it to people. */
  readonly title?: string;
  /** Of a page: the fields that a list shows at first, in order. The first names the thing. */
  readonly columns?: readonly string[];
  readonly refuses: Refusals;
  run(input: z.output<Input>, setting: { readonly store: ReadStore; readonly now: Instant }): Promise<z.input<Output>>;
}

/** What a reaction may use besides a setting: the fact's envelope, and a way to do many things of one fact. */
export interface ReactionSetting<Events extends readonly EventContract[]> extends Setting<Events> {
  readonly event: EventMetadata;
  /**
   * Does the work for each item, at most `atOnce` together, each in a setting of its own: its own ids, and decided anew by itself when others were faster.
   * Answers in the order of the items. With `dryRun` every condition is checked and nothing is written.
   */
  each<Item, Result>(
    items: readonly Item[],
    how: { readonly atOnce: number; readonly dryRun?: boolean },
    work: (item: Item, setting: Setting<Events>) => Promise<Result>,
  ): Promise<Result[]>;
}

/** One fact in, work done once. Throwing means "again later"; after the queue's patience the message is parked with its whole body. */
export interface ReactionDefinition<On extends EventContract = EventContract, Events extends readonly EventContract[] = readonly EventContract[]>
  extends Common {
  readonly on: On;
  /** Hears only facts whose data has one of these values in this field: becomes part of the rule's pattern. */
  readonly where?: { readonly [Field in keyof z.output<On["data"]> & string]?: readonly string[] };
  /** What another context lends it to read, one by one and by id: becomes a grant of its own. */
  readonly reads?: readonly Place[];
  readonly emits: Events;
  /** How many messages are worked on at once (2–1000). Small where all work meets in one counter. */
  readonly concurrency?: number;
  /** Messages that one call is given, 5 unless told. */
  readonly batchSize?: number;
  /** How long one call may take, 20 unless told. */
  readonly timeoutSeconds?: number;
  run(data: z.output<On["data"]>, setting: ReactionSetting<Events>): Promise<unknown>;
}

/** A timer in. Runs once for each tenant that `tenants` lists; one tenant's failure does not stop the others. */
export interface ScheduleDefinition<Events extends readonly EventContract[] = readonly EventContract[]> extends Common {
  /** EventBridge's `cron(...)` or `rate(...)`, UTC. */
  readonly every: `cron(${string})` | `rate(${string})`;
  readonly emits: Events;
  /** A `system` collection with one thing for each tenant (its id is the tenant), all under index `all`, partition `["all"]`. */
  readonly tenants: Collection<{ readonly version: number; readonly tenant: string }, "all">;
  run(setting: Setting<Events>): Promise<unknown>;
}

export type Command = CommandDefinition & { readonly kind: "command" };
export type Query = QueryDefinition & { readonly kind: "query" };
export type Reaction = ReactionDefinition & { readonly kind: "reaction" };
export type Schedule = ScheduleDefinition & { readonly kind: "schedule" };

/** A page or document without a token: health, contracts, documentation. */
export interface PublicPageDefinition extends Common {
  readonly route: Route<"GET">;
  /** Media type of the answer. */
  readonly contentType: string;
  /** How long anyone may keep it; not at all unless told. */
  readonly cacheSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  run(): Promise<string>;
}
export type PublicPage = PublicPageDefinition & { readonly kind: "page" };

/** Parts of the machinery that carry facts or sign people in: wired by their kind, not by route or fact. */
export interface MachineryDefinition extends Common {
  /**
   * `relay`: table stream → bus. `tap`: every fact, in batches of up to a minute. `announcer`: every fact, in batches of up to a second, given up where it cannot be told at once. `dead-letters`: what no reaction could work on. `redriver`: the fact `on`, which asks for another to be published again. `timer`: a schedule without tenants. `sign-in`: the user pool's pre-token-generation trigger.
   */
  readonly part: "relay" | "tap" | "announcer" | "dead-letters" | "redriver" | "timer" | "sign-in";
  /** What a redriver hears. */
  readonly on?: EventContract;
  /** What it tells itself. */
  readonly emits?: readonly EventContract[];
  readonly every?: `cron(${string})` | `rate(${string})`;
  /** May call PutEvents on the bus. */
  readonly publishes?: boolean;
  /** May read any context's partitions (never write them): only what must find facts wherever they are kept. */
  readonly readsEveryContext?: boolean;
  /** Runs when the embedded runtime starts, so that nothing is left behind by a crash. */
  readonly runAtStart?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}
export type Machinery = MachineryDefinition & { readonly kind: "machinery" };

/** Everything a folder under functions/ may hold. */
export type UseCase = Command | Query | Reaction | Schedule | PublicPage | Machinery;
