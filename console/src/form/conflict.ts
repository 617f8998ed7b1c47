import { same } from "./draft.ts";

/** A field that both sides changed, or that the other side changed alone. */
export interface Difference {
  readonly field: string;
  readonly was: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Changed here and there to different values: somebody must choose. */
  readonly contested: boolean;
}

/** Compares what was read, what was made of it here, and what others have made of it meanwhile; only the fields that can be revised. */
export function differences(
  fields: readonly string[],
  was: Readonly<Record<string, unknown>>,
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
): Difference[] {
  return fields.flatMap((field) => {
    const changedHere = !same(was[field], mine[field]);
    const changedThere = !same(was[field], theirs[field]);
    if (!changedHere && !changedThere) return [];
    const contested = changedHere && changedThere && !same(mine[field], theirs[field]);
    return [{ field, was: was[field], mine: mine[field], theirs: theirs[field], contested }];
  });
}

/** What is to be sent after the choice: others' changes stay but for the fields where one's own was chosen. */
export function merged(
  found: readonly Difference[],
  theirs: Readonly<Record<string, unknown>>,
  chosen: Readonly<Record<string, "mine" | "theirs">>,
): Record<string, unknown> {
  const taken = found.filter(({ field, was, mine, contested }) => (contested ? chosen[field] !== "theirs" : !same(was, mine)));
  return { ...theirs, ...Object.fromEntries(taken.map(({ field, mine }) => [field, mine])) };
}
