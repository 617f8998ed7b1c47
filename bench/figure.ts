/** Something a figure is held against, measured in the same run or on paper. */
export interface Comparison {
  readonly what: string;
  /** In the figure's own unit. */
  readonly value: number;
  /** The figure's median ÷ `value`. */
  readonly ratio: number;
}

/** One measured quantity: the median of `n` values and how far they spread. */
export interface Figure {
  readonly name: string;
  /** `ms`, `orders/s`, `write units`, `KB`, `USD per million`, … */
  readonly unit: string;
  readonly median: number;
  /** First and third quartile; of fewer than five values the least and the greatest. */
  readonly spread: readonly [low: number, high: number];
  readonly n: number;
  readonly comparedWith?: Comparison;
}

/** Rows for people where one line for each figure would be too many. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a group tells: its figures, and sentences on what cannot be put into a number. */
export interface Report {
  readonly figures: readonly Figure[];
  /** Printed instead of one line for each figure. */
  readonly tables?: readonly Table[];
  readonly notes: readonly string[];
}

/** `quick` measures the same on a small scale; `orders` are the numbers of orders at which growth is looked at, `rows` the sizes of imported files. */
export interface Options {
  readonly quick: boolean;
  readonly orders?: readonly number[];
  readonly rows?: readonly number[];
}

/** A group of figures that are measured together. */
export type Group = (options: Options) => Promise<Report>;

/** The value below which this share of the values lies (nearest rank). Throws on none: a figure of nothing is an error. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
  if (value === undefined) throw new RangeError("there are no values to take a quantile of");
  return value;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) throw new RangeError("there are no values to take a median of");
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export const compare = (what: string, value: number, measured: number): Comparison => ({ what, value, ratio: measured / value });

/** The figure of repeated measurements. */
export function figure(name: string, unit: string, values: readonly number[], against?: { readonly what: string; readonly value: number }): Figure {
  const middle = median(values);
  const few = values.length < 5;
  return {
    name,
    unit,
    median: middle,
    spread: [quantile(values, few ? 0 : 0.25), quantile(values, few ? 1 : 0.75)],
    n: values.length,
    ...(against === undefined ? {} : { comparedWith: compare(against.what, against.value, middle) }),
  };
}

/** A percentile as a figure of its own, with the least and the greatest value beside it. */
export const percentile = (name: string, unit: string, values: readonly number[], share: number): Figure => ({
  name,
  unit,
  median: quantile(values, share),
  spread: [quantile(values, 0), quantile(values, 1)],
  n: values.length,
});
