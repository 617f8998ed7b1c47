import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import * as z from "zod";
import type { Client } from "./client.ts";

const Rejected = z.array(
  z.looseObject({
    row: z.int(),
    record: z.array(z.string()).default([]),
    errors: z.array(z.looseObject({ code: z.string(), field: z.string().optional(), detail: z.string().optional() })).default([]),
  }),
);
const ERROR = "error";

/** Writes the rows that were not taken beside the file, as they were, with what is wrong in a last column: mended, it can be sent as a file of its own. */
export async function writeRejects(client: Client, importId: string, columns: readonly string[], delimiter: string, path: string): Promise<number> {
  // A file of rejects that is sent again has the column already.
  const old = columns.indexOf(ERROR);
  const kept = (cells: readonly string[]) => (old === -1 ? cells : cells.toSpliced(old, 1));
  const out = createWriteStream(path);
  const write = async (cells: readonly string[]) => {
    if (!out.write(stringify([[...cells]], { delimiter }))) await once(out, "drain");
  };
  let rows = 0;
  let next: string | undefined;
  await write([...kept(columns), ERROR]);
  do {
    const page = await client.call("GET", `/platform/imports/${importId}/rows?outcome=rejected&limit=100${next === undefined ? "" : `&cursor=${next}`}`);
    for (const { row, record, errors } of Rejected.parse(page.data)) {
      const why = errors.map(({ code, field, detail }) => [field, code, detail].filter((part) => part !== undefined).join(": ")).join("; ");
      // A row of another width is filled up, so that what is wrong stands below its heading.
      const cells = Array.from({ length: Math.max(columns.length, record.length) }, (_, at) => record[at] ?? "");
      await write([...kept(cells), `row ${row}: ${why}`]);
      rows += 1;
    }
    next = page.next;
  } while (next !== undefined);
  out.end();
  await once(out, "close");
  if (rows === 0) await rm(path);
  return rows;
}
