import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundle } from "../infra/bundle.ts";
import { type Entry, entries } from "../infra/discover.ts";
import { root } from "../infra/root.ts";
import { type Figure, type Group, type Table, figure } from "./figure.ts";

const TARGET = { kilobytes: 350, importRatio: 1.3 };
/** Documents with a function around them: their size is what they say. */
const DOCUMENTS = new Set(["platform/read-docs", "platform/read-openapi", "platform/read-event-catalogue"]);
/** Measured often, one of each kind; the others less. */
const CLOSELY = new Set(["sales/win-opportunity", "sales/show-order", "inventory/reserve-stock-on-order-placed", "platform/relay-facts"]);

const BARE = "platform/bare-client";

const IMPORT = `const begun = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - begun));`;
/** How long a fresh process takes to import a bundle, in milliseconds; the start of Node.js itself is not in it. */
async function importMs(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", IMPORT, join(folder, "index.cjs")], {
    env: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      TABLE_NAME: "weft",
      BUS_NAME: "weft",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    },
  });
  return Number(stdout);
}

/**
 * Size and import time of every function against a bare DocumentClient that the same bundler makes whole, minified and as CommonJS: the best that anybody
 * has who leaves nothing out of it. Beside it the same client with what we leave out.
 */
export const bundles: Group = async ({ quick }) => {
  const folder = await mkdtemp(join(tmpdir(), "weft-bench-"));
  try {
    const wanted = entries().filter(({ context, name }) => !quick || CLOSELY.has(`${context}/${name}`));
    const client: Entry = { context: "platform", name: "bare-client", file: join(root, "bench/bare-client.ts") };
    const [bare] = await bundle([client], join(folder, "whole"), { whole: true });
    const made = await bundle([...wanted, client], join(folder, "ours"));
    const stripped = made.find(({ name }) => name === BARE);
    if (bare === undefined || stripped === undefined) throw new Error("the bare client was not bundled");
    const ours = made.filter((each) => each !== stripped).toSorted((one, other) => one.name.localeCompare(other.name));
    const measured = [{ ...bare, name: "bare DocumentClient" }, { ...stripped, name: "bare DocumentClient, bundled as ours are" }, ...ours];

    // Interleaved, so that a slow minute of the machine falls on all of them; the first round warms the disk's cache.
    const times = new Map<string, number[]>(measured.map(({ name }) => [name, []]));
    const [few, many] = quick ? [1, 2] : [3, 11];
    for (let round = 0; round <= many; round += 1)
      for (const { name, folder: code } of measured) {
        if (round > few && ours.some((each) => each.name === name) && !CLOSELY.has(name)) continue;
        const ms = await importMs(code);
        if (round > 0) times.get(name)?.push(ms);
      }
    const against = (value: number) => ({ what: "bare DocumentClient", value });
    const bareMs = figure("bare DocumentClient", "ms to import", times.get("bare DocumentClient") ?? []);
    const figures: Figure[] = [figure("bare DocumentClient", "KB", [bare.bytes / 1000]), bareMs];
    for (const { name, bytes } of measured.slice(1))
      figures.push(figure(name, "KB", [bytes / 1000], against(bare.bytes / 1000)), figure(name, "ms to import", times.get(name) ?? [], against(bareMs.median)));
    return { figures, tables: tables(figures), notes: judged(figures) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const named = (figures: readonly Figure[], unit: string) => figures.filter((each) => each.unit === unit);
function tables(figures: readonly Figure[]): Table[] {
  const row = ({ name, median: kilobytes, comparedWith }: Figure): string[] => {
    const time = named(figures, "ms to import").find((each) => each.name === name);
    const spread = time === undefined ? "" : time.spread.map((value) => value.toFixed(1)).join(" – ");
    const ratio = (of: Figure["comparedWith"]) => of?.ratio.toFixed(2) ?? "1.00";
    return [name, kilobytes.toFixed(0), ratio(comparedWith), time?.median.toFixed(1) ?? "", spread, ratio(time?.comparedWith), String(time?.n ?? 0)];
  };
  const sizes = named(figures, "KB");
  const head = (what: string) => [what, "KB", "× bare", "import ms", "spread", "× bare", "n"];
  return [
    { head: head("use cases"), rows: sizes.filter(({ name }) => !DOCUMENTS.has(name)).map(row) },
    { head: head("documents"), rows: sizes.filter(({ name }) => DOCUMENTS.has(name)).map(row) },
  ];
}

function judged(figures: readonly Figure[]): string[] {
  const useCases = (unit: string) => named(figures, unit).filter(({ name }) => !DOCUMENTS.has(name) && !name.startsWith("bare "));
  const large = useCases("KB").filter((each) => each.median > TARGET.kilobytes);
  const slow = useCases("ms to import").filter(({ comparedWith }) => (comparedWith?.ratio ?? 0) > TARGET.importRatio);
  return [
    `Target: no use case above ${TARGET.kilobytes} KB; ${large.length} of ${useCases("KB").length} are.`,
    `Target: an import of at most ${TARGET.importRatio} × bare; ${slow.length} of ${useCases("KB").length} take longer.`,
  ];
}
