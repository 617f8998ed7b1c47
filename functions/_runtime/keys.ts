import { createHash } from "node:crypto";
import * as z from "zod";
import type { Collection, Kept, Place } from "../../domain/kernel/collection.ts";
import { CallerError } from "./caller-error.ts";

/** The table's key attributes for one thing, index keys included. */
export type ItemKey = { readonly pk: string; readonly sk: string };

const SELF = "#";
/** Things with a sort stand apart from facts (`event#…`) that share their partition. */
const SORTED = ".";
/** Facts stand in their subject's partition. */
const FACT = "event#";
/** After every character that may follow a segment. */
const END = "\uffff";

/** A tenant's name: a letter somewhere, and no word that the gateway writes for a claim that was none (`null`, `true`, a number). */
export const TENANT = /^(?!(null|undefined|true|false)$)(?=.*[a-z])[a-z0-9][a-z0-9-]{1,31}$/;
/** The owner of what belongs to no tenant. */
export const SYSTEM_TENANT = "-";

export const ownerOf = (of: Collection, tenant: string): string => (of.owner === "system" ? SYSTEM_TENANT : tenant);
export const partitionOf = (place: Place, tenant: string, id: string): string => `${place.context}#${tenant}#${place.noun}#${id}`;
const sortKey = (sort: string | undefined): string => (sort === undefined ? SELF : SORTED + sort);

export const itemKey = (of: Collection, tenant: string, id: string, sort?: string): ItemKey => ({
  pk: partitionOf(of, ownerOf(of, tenant), id),
  sk: sortKey(sort),
});

/** Where a fact is kept: in its subject's own partition, in order of its id. */
export const factKey = (fact: { context: string; noun: string; subject: string }, tenant: string, factId: string): ItemKey => ({
  pk: `${fact.context}#${tenant}#${fact.noun}#${fact.subject}`,
  sk: FACT + factId,
});

const indexPartition = (of: Collection, tenant: string, index: string, partition: readonly string[]): string =>
  [of.context, ownerOf(of, tenant), `${of.noun}.${index}`, ...partition].join("#");

/** The index attributes of a thing as it is: absent where an index leaves it out. */
export function indexKeys<Doc extends Kept>(of: Collection<Doc>, tenant: string, doc: Doc): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const [name, index] of Object.entries(of.indexes)) {
    const key = index.key(doc);
    if (key === undefined) continue;
    keys[`${index.slot}pk`] = indexPartition(of, tenant, name, key.partition);
    keys[`${index.slot}sk`] = key.sort.join("#");
  }
  return keys;
}

/** A range to read: which index (or the table itself), its partition, and how its sort keys are bounded. */
export interface Reach {
  readonly index: string | undefined;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly partition: string;
  readonly from: string;
  readonly to: string;
}

type Bounds = { readonly from?: readonly string[]; readonly to?: readonly string[] };
const bounds = (prefix: string, { from, to }: Bounds) => ({ from: prefix + (from?.join("#") ?? ""), to: prefix + (to?.join("#") ?? "") + END });

export function indexReach<Doc extends Kept>(of: Collection<Doc>, tenant: string, name: string, partition: readonly string[], page: Bounds): Reach {
  const index = Object.entries(of.indexes).find(([each]) => each === name)?.[1];
  if (index === undefined) throw new TypeError(`${of.context}.${of.noun} has no index ${name}`);
  // An index sort key is never empty, so the lowest bound is the lowest character.
  const { from, to } = bounds("", page);
  return {
    index: index.slot,
    partitionKey: `${index.slot}pk`,
    sortKey: `${index.slot}sk`,
    partition: indexPartition(of, tenant, name, partition),
    from: from || " ",
    to,
  };
}
export const rangeReach = (of: Collection, tenant: string, id: string, page: Bounds): Reach => ({
  index: undefined,
  partitionKey: "pk",
  sortKey: "sk",
  partition: partitionOf(of, ownerOf(of, tenant), id),
  ...bounds(SORTED, page),
});

export const historyReach = (of: Collection, tenant: string, id: string): Reach => ({
  index: undefined,
  partitionKey: "pk",
  sortKey: "sk",
  partition: partitionOf(of, ownerOf(of, tenant), id),
  ...bounds(FACT, {}),
});

/** As long as a sort key may be (AWS: 1,024 bytes), and text that has a UTF-8 form: the table answers anything else with an error. */
const CursorPart = z
  .string()
  .max(600)
  .refine((part) => part.isWellFormed() && Buffer.byteLength(part) <= 1024);
const Cursor = z.tuple([z.string().max(8), CursorPart, CursorPart.min(1), CursorPart.min(1)]);
/** Binds a cursor to its list: eight characters are enough against mistakes; the partition itself is always built anew from the caller's tenant. */
const listMark = (reach: Reach): string =>
  createHash("sha256")
    .update(`${reach.index ?? ""}|${reach.partition}|${reach.from}|${reach.to}`)
    .digest("base64url")
    .slice(0, 8);

/** Where the next page begins, opaque to the caller. Holds the last thing's place below its tenant's partition, never the tenant. */
export function writeCursor(reach: Reach, last: Readonly<Record<string, unknown>>): string {
  const part = (name: string) => (typeof last[name] === "string" ? last[name] : "");
  return Buffer.from(JSON.stringify([listMark(reach), part(reach.sortKey), part("pk").split("#").slice(3).join("#"), part("sk")])).toString("base64url");
}

/** The table's start key for a cursor; a cursor of another list or a forged one is refused. */
export function readCursor(of: Collection, tenant: string, reach: Reach, cursor: string): Record<string, string> {
  const parsed = Cursor.safeParse(jsonOf(Buffer.from(cursor, "base64url").toString()));
  const [mark, position, id, sk] = parsed.data ?? ["", "", "", ""];
  const place = reach.index === undefined ? sk : position;
  // A start outside of what is read is an error of the table's (DynamoDB API reference, Query: ExclusiveStartKey), so it must not get there.
  if (mark !== listMark(reach) || place < reach.from || place > reach.to)
    throw new CallerError(400, "invalid_cursor", "The cursor is not one that this list gave out.");
  const key = { pk: partitionOf(of, ownerOf(of, tenant), id), sk };
  return reach.index === undefined ? { ...key, pk: reach.partition } : { ...key, [reach.partitionKey]: reach.partition, [reach.sortKey]: position };
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
