/** How far the play may run ahead of its oldest unfinished step, so that what is recorded comes about in the order of days, nearly. */
const AHEAD = 60;

/**
 * Works on all steps, so many at once, each when those it names have come about, earlier ones first. A step that fails ends the whole:
 * what is at work is waited for, nothing new is begun.
 */
export async function inOrder<Step extends { readonly after: readonly number[] }>(
  steps: readonly Step[],
  atOnce: number,
  work: (step: Step) => Promise<void>,
): Promise<void> {
  const done = new Set<number>();
  const waiting = steps.map((_, at) => at);
  const working = new Map<number, Promise<void>>();
  const failures: unknown[] = [];
  const ready = (): number | undefined => {
    const oldest = Math.min(waiting[0] ?? Number.POSITIVE_INFINITY, ...working.keys());
    const place = waiting.findIndex((at) => at > oldest + AHEAD || (steps[at]?.after ?? []).every((cause) => done.has(cause)));
    const at = waiting[place];
    if (at === undefined || at > oldest + AHEAD) return undefined;
    waiting.splice(place, 1);
    return at;
  };
  const begin = (at: number, step: Step) =>
    working.set(
      at,
      work(step)
        .then(
          () => void done.add(at),
          (error: unknown) => void failures.push(error),
        )
        .finally(() => working.delete(at)),
    );
  while (failures.length === 0 && waiting.length + working.size > 0) {
    for (let next = working.size < atOnce ? ready() : undefined; next !== undefined; next = working.size < atOnce ? ready() : undefined) {
      const step = steps[next];
      if (step !== undefined) begin(next, step);
    }
    if (working.size === 0) throw new RangeError("the steps wait for each other");
    await Promise.race(working.values());
  }
  await Promise.all(working.values());
  if (failures.length > 0) throw failures[0];
}
