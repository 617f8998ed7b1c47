import { record, text } from "../contract/json.ts";
import { same } from "./draft.ts";

/**
 * A command that was sent and not answered. Its Idempotency-Key is made before it is sent and kept until an answer comes, over a reload too:
 * sent again as it was, it takes effect once. Kept for the tab only, and for the person: signing out forgets it.
 */
export interface Unanswered {
  readonly key: string;
  readonly body: unknown;
}

const PREFIX = "weft.unanswered.";

export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function unanswered(shelf: Shelf, what: string): Unanswered | undefined {
  try {
    const { key, body } = record(JSON.parse(shelf.getItem(PREFIX + what) ?? "null"));
    return text(key) === "" ? undefined : { key: text(key), body };
  } catch {
    return undefined;
  }
}

/** The key to send this body with: the one it was sent with before, else a new one, which is kept before anything leaves. */
export function keyFor(shelf: Shelf, what: string, body: unknown, mint: () => string): string {
  const before = unanswered(shelf, what);
  if (before !== undefined && same(before.body, body)) return before.key;
  const key = mint();
  shelf.setItem(PREFIX + what, JSON.stringify({ key, body }));
  return key;
}

export const answered = (shelf: Shelf, what: string): void => shelf.removeItem(PREFIX + what);

export function forgetAll(storage: Storage): void {
  for (const name of Object.keys(storage)) if (name.startsWith(PREFIX)) storage.removeItem(name);
}
