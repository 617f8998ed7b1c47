import * as z from "zod";

const Answer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() });

/**
 * Which items of a batch failed, by a function's partial batch response; `all` when the answer cannot be trusted.
 * Lambda guide, "Reporting batch item failures": no answer, an empty object, an empty or null list are complete successes;
 * an empty or null identifier, an unknown member name or an identifier that is not in the batch are complete failures.
 */
export function failuresIn(value: unknown, identifiers: ReadonlySet<string>): ReadonlySet<string> | "all" {
  if (value === null || value === undefined) return new Set();
  const parsed = Answer.safeParse(value);
  if (!parsed.success) return typeof value === "object" || typeof value === "string" ? "all" : new Set();
  const failed = new Set((parsed.data.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  return [...failed].every((identifier) => identifiers.has(identifier)) ? failed : "all";
}
