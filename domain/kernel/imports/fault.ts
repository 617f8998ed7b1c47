import type * as z from "zod";
import type { RowError } from "./report.ts";

/** What a schema says against a row, by the field that each pointer is about. */
export const faultsOf = (
  error: z.ZodError,
  fieldOf: (pointer: string) => { readonly field?: string; readonly line?: number },
): (RowError & { readonly line?: number })[] =>
  error.issues.map((issue) => {
    const at = fieldOf(issue.path.map((part) => `/${String(part)}`).join(""));
    const missing = issue.code === "invalid_type" && issue.message.endsWith("undefined");
    return missing ? { code: "value_missing", ...at } : { code: "invalid_value", ...at, detail: issue.message };
  });
