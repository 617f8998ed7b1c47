import { createReadStream } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import * as z from "zod";
import { ImportKindName } from "../domain/kernel/imports/kind-name.ts";
import { root } from "../infra/root.ts";
import type { Shop } from "./shop.ts";

const Record = z.array(z.string());

/** Brings the rows of a kind that examples/import shows, in one chunk, and answers the import's id. What follows from them may still be on its way. */
export async function bringExample({ call }: Shop, kind: ImportKindName): Promise<string> {
  const records: string[][] = [];
  for await (const record of createReadStream(join(root, `examples/import/${kind}.csv`)).pipe(parse({ bom: true }))) records.push(Record.parse(record));
  const [columns = [], ...rows] = records;
  const id = await call.made("/platform/imports", { kind, columns });
  const csv = stringify(rows, { record_delimiter: "\r\n" });
  await call.data("PUT", `/platform/imports/${id}/chunks/1`, { firstRow: 1, csv });
  await call.data("POST", `/platform/imports/${id}/complete`, { chunks: 1 });
  return id;
}

/** Every kind, each when what it refers to is there. Answers the last import's id. */
export async function bringExamples(shop: Shop, settle: () => Promise<void>): Promise<string> {
  let last = "";
  for (const kind of ImportKindName.options) {
    last = await bringExample(shop, kind);
    await settle();
  }
  return last;
}
