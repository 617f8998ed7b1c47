import { type Refusals, type Refused, refuse } from "./decision.ts";
import { BusinessDate, dateOf, type Instant } from "./values.ts";

/** The first day a document may bear: what lies before it is a slip of the pen, not a business date. */
const EARLIEST_DATE: BusinessDate = "1970-01-01";

/**
 * The business date of a document as its caller gives it: a UTC day from 1970 on, today where not said, never in the future.
 * It says in which period and year the document counts. When it was recorded is told apart (`…At`, `metadata.occurredAt`) and never follows it.
 */
export const DocumentDate = BusinessDate.refine((date) => date >= EARLIEST_DATE, `must not be before ${EARLIEST_DATE}`)
  .optional()
  .meta({ description: "Business date, UTC, from 1970 to today; today where not said", example: "2026-11-20" });

export const dateRefusals = { date_in_future: "unprocessable" } as const satisfies Refusals;
/** `date_too_early`: before the document that this one follows from. */
export const followingDateRefusals = { ...dateRefusals, date_too_early: "unprocessable" } as const satisfies Refusals;

/** The date a document bears, or why it cannot. */
export function documentDate(given: BusinessDate | undefined, now: Instant, pointer: string): BusinessDate | Refused<"date_in_future"> {
  const today = dateOf(now);
  if (given !== undefined && given > today)
    return refuse("date_in_future", { pointer, detail: "A document is not dated in the future (days count in UTC).", today });
  return given ?? today;
}

/**
 * As {@link documentDate}, for a document that follows from another of the date `notBefore`. Where no date is given, it is the later of that and today:
 * clocks that differ around midnight are nobody's fault.
 */
export function followingDate(
  given: BusinessDate | undefined,
  now: Instant,
  pointer: string,
  notBefore: BusinessDate = EARLIEST_DATE,
): BusinessDate | Refused<keyof typeof followingDateRefusals> {
  const date = documentDate(given, now, pointer);
  if (typeof date !== "string" || date >= notBefore) return date;
  return given === undefined ? notBefore : refuse("date_too_early", { pointer, detail: "What this follows from bears a later date.", notBefore });
}
