import * as z from "zod";
import { compilePattern } from "../bus/event-pattern.ts";
import type { StreamRecord } from "../table/table-door-stream-record.ts";

const WithKeys = z.looseObject({
  $or: z.unknown().optional(),
  dynamodb: z.looseObject({ $or: z.unknown().optional(), Keys: z.record(z.string(), z.unknown()).optional() }).optional(),
});

export interface StreamFilter {
  /** Whether the function gets this record: one pattern that matches is enough, and no pattern lets everything through. */
  matches(record: StreamRecord): boolean;
  /** Whether any record of an item with these keys could match: spares the door from reading images nobody wants. */
  couldMatch(keys: Readonly<Record<string, unknown>>): boolean;
}

/** Lambda guide, "Using event filtering with a DynamoDB event source": patterns see the whole record. */
export function streamFilter(filterPatterns: readonly string[]): StreamFilter {
  const patterns = filterPatterns.map((text) => compilePattern(JSON.parse(text)));
  const keyTests = filterPatterns.map((text) => {
    const { $or, dynamodb } = WithKeys.parse(JSON.parse(text));
    return $or !== undefined || dynamodb?.$or !== undefined || dynamodb?.Keys === undefined ? () => true : compilePattern({ Keys: dynamodb.Keys });
  });
  return {
    matches: (record) => patterns.length === 0 || patterns.some((pattern) => pattern(record)),
    couldMatch: (keys) => keyTests.length === 0 || keyTests.some((test) => test({ Keys: keys })),
  };
}
