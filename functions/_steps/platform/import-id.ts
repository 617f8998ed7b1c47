import { createHash } from "node:crypto";
import { ImportId } from "../../../domain/kernel/values.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The id of the import that a key names: the same for the same key, so that a file sent again finds what is there of it. */
export function importIdOf(key: string): ImportId {
  const digest = createHash("sha256").update(key).digest();
  const letters = Array.from(digest.subarray(0, 26), (byte) => CROCKFORD[byte % 32]);
  // A ULID begins with 0–7: more does not fit into its 128 bits.
  return ImportId.parse([CROCKFORD[(digest[0] ?? 0) % 8], ...letters.slice(1)].join(""));
}
