import type { Table } from "./figure.ts";
import { BEYOND, MINIMUM, total } from "./paper-minimum.ts";

/** Units of each job that was measured. */
type Done = readonly { readonly read: number; readonly write: number }[];
/** The job in which no two facts met: what the paper is about. */
const undisturbed = (done: Done) => ({ read: Math.min(...done.map(({ read }) => read)), write: Math.min(...done.map(({ write }) => write)) });

/** The paper as two tables: what any design must spend, and what ours does beyond. */
export const paper = (done: Done): Table[] =>
  [
    { name: "any design", items: MINIMUM },
    { name: "beyond it", items: BEYOND },
  ].map(({ name, items }) => ({
    head: [`on paper: ${name}`, "read", "write", "why"],
    rows: [
      ...items.map(({ what, read, write, why }) => [what, String(read), String(write), why]),
      ["together", String(total(items, "read")), String(total(items, "write")), items === BEYOND ? beside(undisturbed(done)) : ""],
    ],
  }));
const beside = ({ read, write }: { readonly read: number; readonly write: number }) => `both together against ${read} read and ${write} write units measured`;

/** How often the two facts about one order were heard at the same moment, and what that costs. */
export function met(done: Done): string[] {
  const { read, write } = undisturbed(done);
  const more = done.filter((each) => each.write > write);
  const extra = more[0];
  if (extra === undefined) return [];
  return [
    `In ${more.length} of ${done.length} jobs two facts met at the order's progress and one was decided again: ${extra.write - write} write and ${extra.read - read} read units more.`,
  ];
}

/** The paper must explain every unit that was measured, or it is out of date. */
export function unexplained(done: Done): string[] {
  const seen = undisturbed(done);
  return (["read", "write"] as const).flatMap((measure) => {
    const left = seen[measure] - total(MINIMUM, measure) - total(BEYOND, measure);
    return left === 0 ? [] : [`The paper is out of date: ${left} ${measure} units of the job are not explained by it.`];
  });
}
