import * as z from "zod";
import { isFields } from "../table/table-door-json.ts";

/** One entry of PutEvents on the wire (JSON 1.1; times are seconds). */
const Entry = z.looseObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Time: z.number().optional(),
  Resources: z.array(z.string()).optional(),
});
export type PutEventsEntry = z.output<typeof Entry>;
export const PutEventsRequest = z.looseObject({ Entries: z.array(Entry) });

/** EventBridge quotas: entries a call, and their total size (1 MB since 2026-01-29). */
export const mostEntries = 10;
export const mostBytes = 1_048_576;

/** EventBridge user guide, "Calculating PutEvents event entry size". */
export const entryBytes = (entry: PutEventsEntry): number =>
  (entry.Time === undefined ? 0 : 14) +
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce((sum, part) => sum + Buffer.byteLength(part ?? ""), 0);

/** Why EventBridge refuses one entry, beside others that it takes (API reference, "PutEventsResultEntry"), or its parsed detail. */
export function readEntry(
  entry: PutEventsEntry,
): { readonly detail: Readonly<Record<string, unknown>> } | { readonly ErrorCode: string; readonly ErrorMessage: string } {
  const missing = (["Source", "DetailType", "Detail"] as const).find((name) => entry[name] === undefined || entry[name] === "");
  if (missing !== undefined)
    return { ErrorCode: "InvalidArgument", ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.` };
  if (entry.Source?.startsWith("aws.") === true) return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  try {
    const detail: unknown = JSON.parse(entry.Detail ?? "");
    if (isFields(detail)) return { detail };
  } catch {
    // Falls through to the refusal.
  }
  return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}
