import { stringify } from "csv-stringify/sync";
import { mayBelong } from "../../domain/kernel/imports/row.ts";

/** Rows that are sent together. */
export interface Chunk {
  readonly number: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly csv: string;
}

/** A chunk is cut at the first border of a thing past this. */
const ROWS = 200;
const BYTES = 120_000;
/** What the server takes at most. */
const MOST_ROWS = 500;
const MOST_BYTES = 262_144;

/**
 * Cuts records into chunks: the same file always in the same way, so that it can be gone on with. Where rows belong together by a column, neighbours with the
 * same in it are cut apart only where they would not fit into any chunk. Nobody knows whose a row is that lacks it or has not as many cells as the header.
 */
export async function* chunksOf(
  records: AsyncIterable<readonly string[]>,
  grouped: { readonly column: number; readonly width: number } | undefined,
): AsyncGenerator<Chunk> {
  let lines: string[] = [];
  let [number, firstRow, bytes] = [1, 1, 0];
  let last: string | undefined;
  const cut = (): Chunk => {
    const chunk = { number, firstRow, rows: lines.length, csv: lines.join("") };
    number += 1;
    firstRow += lines.length;
    [lines, bytes] = [[], 0];
    return chunk;
  };
  for await (const record of records) {
    const line = stringify([[...record]], { record_delimiter: "\r\n" });
    const size = Buffer.byteLength(line);
    const key = grouped === undefined || record.length !== grouped.width ? undefined : record[grouped.column]?.trim();
    const border = grouped === undefined || !mayBelong(last, key);
    const full = border ? lines.length >= ROWS || bytes + size > BYTES : lines.length >= MOST_ROWS || bytes + size > MOST_BYTES;
    if (lines.length > 0 && full) yield cut();
    lines.push(line);
    bytes += size;
    last = key;
  }
  if (lines.length > 0) yield cut();
}
