import * as z from "zod";

export type ContextName = "sales" | "catalog" | "inventory" | "finance" | "purchasing" | "platform";

/**
 * The contract of one business fact. `subject` names the thing the fact is about: the fact is kept in that thing's own partition,
 * so `noun` and `subject` together are its address. Only `public` facts leave the account, and they carry no personal data.
 */
export interface EventContract<Name extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly context: ContextName;
  readonly name: Name;
  readonly version: number;
  readonly visibility: "public" | "internal";
  readonly about: string;
  readonly noun: string;
  readonly data: Data;
  subject(data: z.output<Data>): string;
}

/** A fact a decision wants told. It gets its id, time, tenant and cause when it is committed. */
export interface Fact<Name extends string = string, Data = object> {
  readonly context: ContextName;
  readonly name: Name;
  readonly version: number;
  readonly noun: string;
  readonly subject: string;
  readonly data: Data;
}
export type FactOf<C extends EventContract> = C extends EventContract<infer Name, infer Data> ? Fact<Name, z.output<Data>> : never;

export interface DefinedEvent<Name extends string, Data extends z.ZodObject> extends EventContract<Name, Data> {
  /** The fact itself, typed: what a decision hands to `accept`. */
  of(data: z.output<Data>): Fact<Name, z.output<Data>>;
}

export function defineEvent<const Name extends string, Data extends z.ZodObject>(contract: EventContract<Name, Data>): DefinedEvent<Name, Data> {
  return {
    ...contract,
    of: (data) => ({ context: contract.context, name: contract.name, version: contract.version, noun: contract.noun, subject: contract.subject(data), data }),
  };
}

/** What travels beside the data: who, when, why. `subjectVersion` is the version of the subject this fact brought about, where the same decision changed it. */
export const EventMetadata = z.looseObject({
  id: z.string(),
  tenant: z.string(),
  version: z.int(),
  occurredAt: z.string(),
  actor: z.string(),
  correlationId: z.string(),
  causationId: z.string(),
  causationDepth: z.int(),
  subject: z.string(),
  subjectVersion: z.int().optional(),
  visibility: z.enum(["public", "internal"]).optional(),
});
export type EventMetadata = z.infer<typeof EventMetadata>;
