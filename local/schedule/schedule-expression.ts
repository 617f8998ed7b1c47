import { Cron } from "croner";

/** Answers the first time after the one given, in milliseconds since the epoch; `undefined` when there is none. */
export type NextRun = (afterMs: number) => number | undefined;

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const fieldTops = [59, 23, 31, 12, 7, 2199] as const;
const hourMs = 3_600_000;

/**
 * Reads rate(…), cron(…) and at(…). Sources: EventBridge user guide, "Cron and rate expressions"; Scheduler user guide,
 * "Schedule types in EventBridge Scheduler" (time zones and daylight saving time).
 */
export function parseSchedule(expression: string, timeZone: string, startMs: number): NextRun {
  const found = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim());
  if (found === null) throw new Error(`${expression} is no schedule expression: it wants rate(…), cron(…) or at(…).`);
  const [, kind, inside = ""] = found;
  if (kind === "rate") return rate(expression, inside, startMs);
  if (kind === "cron") return cron(expression, inside, timeZone);
  const once = new Cron(inside, { timezone: timeZone, paused: true });
  return (afterMs) => once.nextRun(new Date(afterMs))?.getTime();
}

function rate(expression: string, inside: string, startMs: number): NextRun {
  const found = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(inside.trim());
  const value = Number(found?.[1]);
  // One takes the singular, more take the plural; EventBridge refuses "rate(1 hours)".
  if (found === null || (value === 1) !== (found[3] === ""))
    throw new Error(`${expression} is no rate EventBridge accepts: a number and minute(s), hour(s) or day(s), singular for 1.`);
  const unit = found[2] === "minute" ? unitMs.minute : found[2] === "hour" ? unitMs.hour : unitMs.day;
  const step = value * unit;
  return (afterMs) => startMs + (Math.floor(Math.max(0, afterMs - startMs) / step) + 1) * step;
}

function cron(expression: string, inside: string, timeZone: string): NextRun {
  const parts = inside.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = parts;
  if (parts.length !== 6)
    throw new Error(`${expression} has ${parts.length} fields; EventBridge wants six: minutes hours day-of-month month day-of-week year.`);
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) throw new Error(`${expression} needs a ? in exactly one of day-of-month and day-of-week.`);
  // croner refuses "0/15" and a bare "L" for Saturday, both of which EventBridge documents.
  const fields = [minute, hour, dayOfMonth, month, dayOfWeek === "L" ? "7" : dayOfWeek, year].map((field = "*", at) =>
    field === "?" ? "*" : field.replace(/(^|,)(\d+)\//g, `$1$2-${fieldTops[at]}/`),
  );
  const clock = new Cron(`0 ${fields.join(" ")}`, { mode: "7-part", alternativeWeekdays: true, timezone: timeZone, paused: true });
  return (afterMs) => {
    let candidate = clock.nextRun(new Date(afterMs));
    // Spring: a time that the clocks jump over is skipped, where croner moves it. Autumn: the second of two equal times does not run.
    while (candidate !== null && (!clock.match(candidate) || isSecondOfTwo(candidate, timeZone))) candidate = clock.nextRun(candidate);
    return candidate?.getTime();
  };
}

function isSecondOfTwo(at: Date, timeZone: string): boolean {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return wall.format(at) === wall.format(new Date(at.getTime() - hourMs));
}
