import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import { type Column, columnsOf } from "./export-columns.ts";
import { csvOf } from "./export-csv.ts";
import { acceptedFormat, type Format, formatNamed, formats } from "./http-accept.ts";
import { answer, textAnswer } from "./http-answer.ts";
import { invalid } from "./http-request.ts";
import type { StoredAnswer } from "./idempotency.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Parameters = Readonly<Record<string, string | undefined>>;

/** Things in one export answer. They are read as so many pages of the list. */
export const MOST_EXPORTED = 1000;
const PAGE = 100;
/** An export ends early where its items come to more than this as JSON: a function may answer 6 MB (AWS: "Lambda quotas"). */
const MOST_BYTES = 2_000_000;
/** … or where less time than this is left for another page. */
const LEAST_MS = 3_000;

/** How a list was asked for. `parameters` are those the list itself knows. */
export interface Asked {
  readonly format: Format;
  readonly bom: boolean;
  /** Of an export; a page of JSON has the list's own. */
  readonly limit: number;
  readonly parameters: Parameters;
}
/** Reads a page of the list, as its input says but for what is given here. */
export type ReadPage = (page: { readonly limit?: number; readonly cursor?: string }) => Promise<unknown>;

/** What makes a list's answer out of its pages. */
export interface Listing {
  ask(event: Event): Asked;
  answer(asked: Asked, event: Event, read: ReadPage, remainingMs: () => number): Promise<StoredAnswer>;
}

const Page = z.object({ items: z.array(z.unknown()), next: z.string().optional() });
const Limit = z.coerce.number().int().min(1).max(MOST_EXPORTED);

/** A list as JSON, CSV or JSON Lines, page by page; the next page is named by a Link header too (RFC 8288). */
export function listing(item: z.ZodType): Listing {
  const columns = columnsOf(item);
  return {
    ask: askedIn,
    async answer(asked, event, read, remainingMs) {
      const { items, next } = asked.format === "json" ? Page.parse(await read({})) : await gather(asked.limit, read, remainingMs);
      const headers = { vary: "accept", ...(next === undefined ? {} : { link: linkTo(event, next) }) };
      if (asked.format === "json") return answer(200, { data: items, ...(next === undefined ? {} : { next }) }, headers);
      const file = `${event.rawPath.split("/").at(-1) ?? "export"}.${asked.format}`;
      return textAnswer(contentTypes[asked.format], written(columns, items, asked), { ...headers, "content-disposition": `attachment; filename="${file}"` });
    },
  };
}

const contentTypes = { csv: `${formats.csv}; charset=utf-8; header=present`, jsonl: formats.jsonl };

const written = (columns: readonly Column[], items: readonly unknown[], { format, bom }: Asked): string =>
  format === "csv" ? csvOf(columns, items, { bom }) : items.map((item) => `${JSON.stringify(item)}\n`).join("");

function askedIn(event: Event): Asked {
  const { format: named, bom, ...parameters } = event.queryStringParameters ?? {};
  const format = named === undefined ? acceptedFormat(event.headers["accept"]) : formatNamed(named);
  if (format === undefined) throw invalid([{ parameter: "format", detail: "must be json, csv or jsonl" }]);
  if (bom !== undefined && (format !== "csv" || (bom !== "true" && bom !== "false")))
    throw invalid([{ parameter: "bom", detail: "must be true or false, and only where CSV is asked for" }]);
  if (format === "json") return { format, bom: false, limit: 0, parameters };
  const { limit: most, ...rest } = parameters;
  const limit = Limit.safeParse(most ?? MOST_EXPORTED);
  if (!limit.success) throw invalid([{ parameter: "limit", detail: `must be a whole number from 1 to ${MOST_EXPORTED}` }]);
  return { format, bom: bom === "true", limit: limit.data, parameters: rest };
}

/** As many pages as one answer may hold. A list whose last page found nothing more to show may end short: `next` goes on. */
async function gather(limit: number, read: ReadPage, remainingMs: () => number): Promise<z.output<typeof Page>> {
  const items: unknown[] = [];
  let bytes = 0;
  let next: string | undefined;
  do {
    const page = Page.parse(await read({ limit: Math.min(PAGE, limit - items.length), ...(next === undefined ? {} : { cursor: next }) }));
    items.push(...page.items);
    bytes += Buffer.byteLength(JSON.stringify(page.items));
    next = page.next;
  } while (next !== undefined && items.length < limit && bytes < MOST_BYTES && remainingMs() > LEAST_MS);
  return next === undefined ? { items } : { items, next };
}

/** The same request with the next page's cursor, relative to the API's origin. */
function linkTo(event: Event, cursor: string): string {
  const query = new URLSearchParams(event.rawQueryString);
  query.set("cursor", cursor);
  return `<${event.rawPath}?${query.toString()}>; rel="next"`;
}
