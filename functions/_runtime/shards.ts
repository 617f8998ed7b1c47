import { createHash } from "node:crypto";
import * as z from "zod";

const Shards = z.record(z.string(), z.int().min(1).max(64));
let configured: Readonly<Record<string, number>> | undefined;

/**
 * Over how many items a sharded counter is spread: `WEFT_SHARDS={"finance.ledger-period":4}`, 1 unless told. Raising it is safe at any time
 * (readers add up all shards); lowering it would hide what the upper ones hold, so it is never done.
 */
export function shardCount(place: string): number {
  configured ??= Shards.parse(JSON.parse(process.env["WEFT_SHARDS"] ?? "{}"));
  return configured[place] ?? 1;
}

/** Which shard a request adds to: the same one however often it is tried. */
export const shardOf = (place: string, seed: string): string => String((createHash("sha256").update(seed).digest()[0] ?? 0) % shardCount(place));
