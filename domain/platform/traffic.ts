import * as z from "zod";
import { Instant } from "../kernel/values.ts";
import type { TrafficHour } from "./traffic.table.ts";

/** A fact as the bus delivered it, as far as it is counted. `causedAt`: when the fact that led to it was told, where one did. */
export interface Delivered {
  readonly context: string;
  readonly name: string;
  readonly occurredAt: string;
  readonly causedAt: number | undefined;
}

const HOUR_MS = 3_600_000;
/** A reaction that comes this long after its cause says something of an outage, and nothing of how facts travel. */
const LONGEST_HOP_MS = HOUR_MS;
export const hourOf = (at: string): string => at.slice(0, 13);

/** What is added to an hour's counts. */
export function countsOf(facts: readonly Delivered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (field: string, by: number) => (counts[field] = (counts[field] ?? 0) + by);
  for (const { context, name, occurredAt, causedAt } of facts) {
    add(`n:${context}.${name}`, 1);
    const hop = causedAt === undefined ? undefined : Date.parse(occurredAt) - causedAt;
    if (hop === undefined || hop < 0 || hop > LONGEST_HOP_MS) continue;
    add(`h:${context}.${name}`, 1);
    add(`ms:${context}.${name}`, hop);
  }
  return counts;
}

const TrafficOfFact = z.object({
  context: z.string(),
  name: z.string().meta({ description: "The fact's name", example: "OrderPlaced" }),
  count: z.int().meta({ description: "How often it was told; a fact that was delivered twice may count twice" }),
  meanMs: z.number().optional().meta({ description: "Milliseconds after the fact that led to it, on average; absent where people or programs led to it" }),
});
/** What travelled between the contexts of a tenant. */
export const Traffic = z.object({ from: Instant, facts: z.array(TrafficOfFact) });

/** The last `hours` hours, this one included, newest last. */
export const hoursUntil = (now: string, hours: number): string[] =>
  Array.from({ length: hours }, (_, at) => hourOf(new Date(Date.parse(now) - (hours - 1 - at) * HOUR_MS).toISOString()));

/** The hours added up, by context and fact. */
export function trafficOf(from: string, hours: readonly TrafficHour[]): z.input<typeof Traffic> {
  const sums = new Map<string, number>();
  for (const hour of hours) for (const [field, value] of Object.entries(hour)) if (typeof value === "number") sums.set(field, (sums.get(field) ?? 0) + value);
  const facts = [...sums].flatMap(([field, count]) => {
    const [, context = "", name = ""] = /^n:(\w+)\.(\w+)$/.exec(field) ?? [];
    if (name === "") return [];
    const hops = sums.get(`h:${context}.${name}`) ?? 0;
    return [{ context, name, count, ...(hops > 0 && { meanMs: Math.round((10 * (sums.get(`ms:${context}.${name}`) ?? 0)) / hops) / 10 }) }];
  });
  return { from: `${from}:00:00.000Z`, facts: facts.sort((one, other) => one.context.localeCompare(other.context) || one.name.localeCompare(other.name)) };
}
