import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { EventMetadata } from "../../domain/kernel/event.ts";
import { Backoff } from "./backoff.ts";
import { setting } from "./clients.ts";

/** PutEvents takes at most ten entries and 1 MB in all (AWS: EventBridge quotas). */
const MOST_ENTRIES = 10;
const MOST_BYTES = 900_000;
/** How often an entry is offered before its batch comes again as a whole. */
const MOST_TRIES = 4;

/** A fact as it is kept: the outbox item without its keys. What JSON cannot carry (a number past any use, a set) is no fact. */
export const KeptFact = z.object({ context: z.string(), name: z.string(), metadata: EventMetadata, data: z.record(z.string(), z.json()) });
export type KeptFact = z.infer<typeof KeptFact>;

let client: EventBridgeClient | undefined;

const entryOf = ({ context, name, metadata, data }: KeptFact): PutEventsRequestEntry => ({
  EventBusName: setting("BUS_NAME"),
  Source: `weft.${context}`,
  DetailType: name,
  Time: new Date(metadata.occurredAt),
  Detail: JSON.stringify({ metadata, data }),
});

function* chunksOf(entries: readonly PutEventsRequestEntry[]): Generator<{ start: number; entries: PutEventsRequestEntry[] }> {
  let chunk: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    const size = Buffer.byteLength(entry.Detail ?? "") + 200;
    if (chunk.length === MOST_ENTRIES || (chunk.length > 0 && bytes + size > MOST_BYTES)) {
      yield { start: index - chunk.length, entries: chunk };
      chunk = [];
      bytes = 0;
    }
    chunk.push(entry);
    bytes += size;
  }
  if (chunk.length > 0) yield { start: entries.length - chunk.length, entries: chunk };
}

/** Puts facts on the bus and answers the positions of those it did not take: PutEvents may take some of a call and refuse others. */
export async function publish(facts: readonly KeptFact[]): Promise<number[]> {
  const failed: number[] = [];
  for (const { start, entries } of chunksOf(facts.map(entryOf))) failed.push(...(await put(entries)).map((position) => start + position));
  return failed;
}

/** Only what was refused is offered again (AWS: "Handling failures with PutEvents"): what the bus took once is not told twice. */
async function put(entries: readonly PutEventsRequestEntry[]): Promise<number[]> {
  client ??= new EventBridgeClient({ maxAttempts: 4, requestHandler: { connectionTimeout: 2_000, requestTimeout: 6_000 } });
  const backoff = new Backoff(MOST_TRIES, () => Number.POSITIVE_INFINITY);
  let left = entries.map((entry, position) => ({ entry, position }));
  do {
    const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries: left.map(({ entry }) => entry) }));
    left = left.filter((_, at) => answers[at]?.EventId === undefined);
  } while (left.length > 0 && (await backoff.again()));
  return left.map(({ position }) => position);
}
