/**
 * Draws from a seed: the same seed gives the same sequence on every machine (mulberry32, 32 bits of state).
 * Each part of a plan draws from its own {@link Draw.apart}, so that a change in one does not shuffle the others.
 */
export class Draw {
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** A sequence of its own, told by a name. */
  apart(name: string): Draw {
    let hash = this.#seed ^ 0x811c9dc5;
    for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    return new Draw(hash);
  }

  /** From 0 to below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  of<Item>(items: readonly Item[]): Item {
    return this.weighted(items, () => 1);
  }

  /** The more weight the likelier. */
  weighted<Item>(items: readonly Item[], weight: (item: Item) => number): Item {
    const total = items.reduce((sum, item) => sum + weight(item), 0);
    let left = this.fraction() * total;
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    const last = items.at(-1);
    if (last === undefined) throw new RangeError("nothing to draw from");
    return last;
  }

  /** So many different ones, fewer where there are not as many. */
  several<Item>(items: readonly Item[], count: number, weight: (item: Item) => number = () => 1): Item[] {
    const left = new Set(items);
    const drawn: Item[] = [];
    while (drawn.length < count && left.size > 0) {
      const next = this.weighted([...left], weight);
      left.delete(next);
      drawn.push(next);
    }
    return drawn;
  }
}
