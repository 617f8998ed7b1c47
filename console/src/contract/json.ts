/** Reads what came as JSON without taking its shape for granted: what is not there is empty. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
export const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === "string");

export interface Money {
  /** Whole minor units; prices may have up to four decimals of them. */
  readonly minor: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

export const asMoney = (value: unknown): Money | undefined => {
  const { minor, currency } = record(value);
  return typeof minor === "number" && typeof currency === "string" ? { minor, currency } : undefined;
};
