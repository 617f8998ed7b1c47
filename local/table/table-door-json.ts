/** A JSON object whose members are still unknown. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** The object, or an empty one: a request with the wrong shape is the engine's to refuse, in DynamoDB's own words. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {});

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Parses a body; anything that is no JSON object is an empty one. */
export function parseFields(body: Buffer): Fields {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return fields(parsed);
  } catch {
    return {};
  }
}
