import { createHash } from "node:crypto";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { importKinds } from "../domain/kernel/imports/kinds.ts";
import { type Chunk, chunksOf } from "./import/chunks.ts";
import { Client } from "./import/client.ts";
import { CsvFile } from "./import/file.ts";
import { type Options, readOptions } from "./import/options.ts";
import { writeRejects } from "./import/rejects.ts";

/** `npm run import`: brings a CSV file. Run again after whatever happened, it goes on where it stopped: all it needs to know is at the server. */
const TOGETHER = 3;
/** Chunks that may wait to be worked on: more would only fill the queue. */
const MOST_AHEAD = 30;

const Import = z.looseObject({
  id: z.string(),
  status: z.enum(["receiving", "working", "done"]),
  mapping: z.array(z.looseObject({ field: z.string(), column: z.string().optional(), default: z.string().optional() })),
  unusedColumns: z.array(z.string()),
  chunks: z.looseObject({ uploaded: z.int(), worked: z.int() }),
  rows: z.looseObject({ uploaded: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int() }),
});
type Import = z.infer<typeof Import>;
const Chunks = z.array(z.looseObject({ number: z.int() }));

async function bring({ kind, file, map, dryRun, ...door }: Options): Promise<number> {
  const client = new Client(door);
  const { delimiter, ...saying } = map;
  const csv = await CsvFile.open(file, delimiter);
  const about = { kind, dryRun, columns: csv.columns, ...saying };
  const key = createHash("sha256")
    .update(JSON.stringify([csv.digest, csv.delimiter, about]))
    .digest("hex");
  const opened = Import.parse((await client.call("POST", "/platform/imports", { ...about, name: basename(file).slice(0, 200), key: `file:${key}` })).data);
  for (const { field, column, default: fallback } of opened.mapping)
    console.log(`  ${field.padEnd(20)} ← ${column ?? ""}${fallback === undefined ? "" : ` (else ${fallback})`}`);
  if (opened.unusedColumns.length > 0) console.log(`  not used: ${opened.unusedColumns.join(", ")}`);
  const { groupedBy } = importKinds[kind];
  const groupColumn = opened.mapping.find(({ field }) => field === groupedBy)?.column;
  const grouped = groupColumn === undefined ? undefined : { column: csv.columns.indexOf(groupColumn), width: csv.columns.length };
  await upload(client, opened.id, chunksOf(csv.records(), grouped));
  const done = await follow(client, opened.id, ({ status }) => status === "done");
  const { created, updated, unchanged, rejected } = done.rows;
  console.log(
    `${dryRun ? "Nothing was written. It would have been: " : ""}${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`,
  );
  if (rejected === 0) return 0;
  const rejects = `${file}.rejects.csv`;
  await writeRejects(client, opened.id, csv.columns, csv.delimiter, rejects);
  console.log(`What was not taken is in ${rejects}: mend it and send it as a file of its own.`);
  return 2;
}

const show = async (client: Client, id: string): Promise<Import> => Import.parse((await client.call("GET", `/platform/imports/${id}`)).data);

/** Sends what the server does not have yet, a few chunks together, never far ahead of those who work on them. */
async function upload(client: Client, id: string, chunks: AsyncGenerator<Chunk>): Promise<void> {
  const here = await chunksHere(client, id);
  const sending = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let [last, sent] = [0, 0];
  for await (const { number, firstRow, csv } of chunks) {
    last = number;
    if (here.has(number)) continue;
    if (sent > 0 && sent % MOST_AHEAD === 0) await follow(client, id, ({ chunks: { uploaded, worked } }) => uploaded - worked < MOST_AHEAD);
    sent += 1;
    const one: Promise<void> = client
      .call("PUT", `/platform/imports/${id}/chunks/${number}`, { firstRow, csv })
      .catch((error: unknown) => failures.push(error))
      .then(() => void sending.delete(one));
    sending.add(one);
    if (sending.size >= TOGETHER) await Promise.race(sending);
    if (failures.length > 0) break;
  }
  await Promise.all(sending);
  if (failures.length > 0) throw failures[0];
  if (last === 0) throw new Error("The file has a header and no rows.");
  await client.call("POST", `/platform/imports/${id}/complete`, { chunks: last });
}

async function chunksHere(client: Client, id: string): Promise<Set<number>> {
  const here = new Set<number>();
  let next: string | undefined;
  do {
    const page = await client.call("GET", `/platform/imports/${id}/chunks?limit=100${next === undefined ? "" : `&cursor=${encodeURIComponent(next)}`}`);
    for (const { number } of Chunks.parse(page.data)) here.add(number);
    next = page.next;
  } while (next !== undefined);
  return here;
}

/** Looks how far it is, a little less often the longer it takes, and says so when it moved. */
async function follow(client: Client, id: string, enough: (now: Import) => boolean): Promise<Import> {
  let said = -1;
  for (let wait = 200; ; wait = Math.min(2_000, wait * 1.5)) {
    const now = await show(client, id);
    const { uploaded, created, updated, unchanged, rejected } = now.rows;
    const worked = created + updated + unchanged + rejected;
    if (worked !== said) console.log(`  ${worked} of ${uploaded} rows${rejected > 0 ? `, ${rejected} rejected` : ""}`);
    said = worked;
    if (enough(now)) return now;
    await sleep(wait);
  }
}

try {
  const options = await readOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else process.exitCode = await bring(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
