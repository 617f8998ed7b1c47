import { CallerError } from "./caller-error.ts";

/** The forms a list comes in, the usual one first. */
export const formats = {
  json: "application/json",
  csv: "text/csv",
  jsonl: "application/x-ndjson",
} as const;
export type Format = keyof typeof formats;

const known: readonly Format[] = ["json", "csv", "jsonl"];
export const formatNamed = (name: string): Format | undefined => known.find((format) => format === name);

/** One media range of an Accept header with its weight. */
interface Range {
  readonly range: string;
  readonly weight: number;
}

function rangesOf(accept: string): Range[] {
  return accept.split(",").flatMap((written) => {
    const [range = "", ...parameters] = written.split(";").map((each) => each.trim().toLowerCase());
    const weight = Number(parameters.find((each) => each.startsWith("q="))?.slice(2) ?? 1);
    return range === "" ? [] : [{ range, weight: weight >= 0 && weight <= 1 ? weight : 0 }];
  });
}

/** The most specific range that names a type decides its weight (RFC 9110, 12.5.1). */
function weightOf(type: string, ranges: readonly Range[]): number {
  for (const name of [type, `${type.split("/")[0] ?? ""}/*`, "*/*"]) {
    const found = ranges.find(({ range }) => range === name);
    if (found !== undefined) return found.weight;
  }
  return 0;
}

/** The form that an Accept header prefers, or 406. Without one, or where it is all the same, JSON. */
export function acceptedFormat(accept: string | undefined): Format {
  if (accept === undefined || accept.trim() === "") return "json";
  const ranges = rangesOf(accept);
  const weights = new Map(known.map((format) => [format, weightOf(formats[format], ranges)]));
  const best = Math.max(...weights.values());
  const chosen = known.find((format) => weights.get(format) === best);
  if (best <= 0 || chosen === undefined)
    throw new CallerError(406, "not_acceptable", `A list comes as ${Object.values(formats).join(", ")}.`, {
      faults: [{ header: "Accept", detail: "names no form that a list comes in" }],
    });
  return chosen;
}
