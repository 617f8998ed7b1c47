import * as z from "zod";
import type { UseCase } from "../functions/_runtime/definition.ts";
import { contexts } from "./contexts.ts";
import type { Discovered } from "./discover.ts";
import { indexNames } from "./parts/table.ts";
import { nameOf } from "./settings.ts";
import type { Core } from "./stacks/core-stack.ts";
import { anyContextStatement, lentStatement, publishStatement, type Statement, tableStatements } from "./table-policy.ts";

/** What a place tells of itself when it is a whole collection, not only an address. */
const Kept = z.looseObject({
  context: z.string(),
  noun: z.string(),
  indexes: z.record(z.string(), z.looseObject({ slot: z.enum(indexNames) })).default({}),
  sharded: z.boolean().default(false),
});

const placesOf = (definition: UseCase): z.infer<typeof Kept>[] =>
  z.array(Kept).parse(definition.kind === "schedule" ? [...definition.touches, definition.tenants] : definition.touches);

/** The reconciler finds facts by the first index, where every fact stands by the minute it was told. */
const indexesOf = (definition: UseCase): string[] => {
  const slots = placesOf(definition).flatMap(({ indexes }) => Object.values(indexes).map(({ slot }) => slot));
  if (definition.kind === "machinery" && definition.readsEveryContext === true) slots.push("gsi1");
  return [...new Set(slots)].sort();
};

/** The permissions a definition asks for: its own context's part of the table, as much of it as its kind may, and nothing else. */
export function statementsOf({ context, definition }: Discovered, { table, bus }: Core): Statement[] {
  const tableArn = table.tableArn;
  const publishes = definition.kind === "machinery" && definition.publishes === true ? [publishStatement(bus.eventBusArn)] : [];
  if (placesOf(definition).length === 0 && definition.kind !== "command") return publishes;
  const own = tableStatements({ tableArn, context, writes: definition.kind !== "query", indexes: indexesOf(definition) });
  const everywhere = definition.kind === "machinery" && definition.readsEveryContext === true ? [anyContextStatement(tableArn, contexts)] : [];
  const lent = definition.kind === "reaction" && definition.reads !== undefined ? [lentStatement(tableArn, definition.reads)] : [];
  return [...own, ...lent, ...everywhere, ...publishes];
}

/** What a function is told: no secrets, and nothing it does not need. */
export function environmentOf(definition: UseCase, { table, bus, live, settings }: Core): Record<string, string> {
  const places = placesOf(definition);
  const spread =
    settings.ledgerShards > 1 ? places.filter(({ sharded }) => sharded).map(({ context, noun }) => [`${context}.${noun}`, settings.ledgerShards]) : [];
  return {
    ...(places.length > 0 || definition.kind === "command" ? { TABLE_NAME: table.tableName } : {}),
    ...(definition.kind === "machinery" && definition.publishes === true ? { BUS_NAME: bus.eventBusName } : {}),
    ...(definition.kind === "machinery" && definition.part === "announcer" ? { LIVE_HOST: live.httpHost } : {}),
    ...(definition.kind === "machinery" && definition.part === "dead-letters" ? { NAME_PREFIX: nameOf(settings, "") } : {}),
    ...(spread.length > 0 ? { WEFT_SHARDS: JSON.stringify(Object.fromEntries(spread)) } : {}),
  };
}
