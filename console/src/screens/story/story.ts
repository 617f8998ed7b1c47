import { text } from "../../contract/json.ts";

type Row = Readonly<Record<string, unknown>>;

/** One fact of a story. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly occurredAt: string;
  readonly actor: string;
  /** How many facts of the story led to it, one after the other. */
  readonly depth: number;
  /** Milliseconds after the fact that led to it; of the first, and where that one is not known, nothing. */
  readonly afterMs: number | undefined;
  /** What led to it was a person or a program, and not another fact. */
  readonly begins: boolean;
}

/** Facts of several things as one story: each below the one that led to it, those that came first on top. A fact that was read twice is told once. */
export function storyOf(rows: readonly Row[]): Step[] {
  const facts = new Map(rows.map((row) => [text(row.id), row]));
  const [begins, follows]: [Row[], Map<string, Row[]>] = [[], new Map()];
  for (const row of facts.values()) {
    const cause = text(row.causationId);
    if (facts.has(cause) && cause !== row.id) follows.set(cause, [...(follows.get(cause) ?? []), row]);
    else begins.push(row);
  }
  const inTime = (several: readonly Row[]) =>
    several.toSorted((one, other) => text(one.occurredAt).localeCompare(text(other.occurredAt)) || text(one.id).localeCompare(text(other.id)));
  const steps: Step[] = [];
  const tell = (row: Row, depth: number, causedAt: string | undefined): void => {
    const occurredAt = text(row.occurredAt);
    const actor = text(row.actor);
    const afterMs = causedAt === undefined ? undefined : Math.max(0, Date.parse(occurredAt) - Date.parse(causedAt));
    steps.push({ id: text(row.id), name: text(row.name), occurredAt, actor, depth, afterMs, begins: !actor.startsWith("weft:") });
    for (const next of inTime(follows.get(text(row.id)) ?? [])) tell(next, depth + 1, occurredAt);
  };
  for (const row of inTime(begins)) tell(row, 0, undefined);
  return steps;
}

/** Who did it, without saying who: persons are not named by facts, use cases by their own names. */
export const doerOf = (actor: string): { readonly kind: "person" | "program" | "use-case"; readonly name: string } => {
  const [kind = "", name = ""] = actor.split(":");
  return { kind: kind === "user" ? "person" : kind === "weft" ? "use-case" : "program", name };
};
