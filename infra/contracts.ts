import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { asyncApi } from "./asyncapi.ts";
import { catalogue } from "./catalogue.ts";
import { broken } from "./compatibility.ts";
import { discover } from "./discover.ts";
import { discoverEvents } from "./discover-events.ts";
import { openApi } from "./openapi.ts";
import { root } from "./root.ts";

/** What others may rely on, by the name of its file under contracts/. Made of the definitions alone, so it is the same however often it is made. */
export async function contracts(): Promise<ReadonlyMap<string, string>> {
  const [useCases, facts] = await Promise.all([discover(), discoverEvents()]);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const written = (document: object) => `${JSON.stringify(document, undefined, 2)}\n`;
  return new Map([
    ["openapi.json", written(openApi(useCases, version))],
    ["events.json", written(catalogue(facts, useCases, version))],
    ["asyncapi.json", written(asyncApi(facts, useCases, version))],
  ]);
}

const Catalogue = z.looseObject({
  events: z.array(z.looseObject({ name: z.string(), version: z.int(), visibility: z.string(), schema: z.record(z.string(), z.unknown()) })).default([]),
});
/** The facts that a written catalogue describes; none in one that was never written. */
export const publishedIn = (text: string): z.infer<typeof Catalogue>["events"] => Catalogue.parse(JSON.parse(text)).events;

/**
 * `npm run contracts`: writes them. They are committed, so that a change of the contract is seen in review. A fact that others already rely on
 * is not changed under their feet: `--break` says that nobody does yet.
 */
function write(made: ReadonlyMap<string, string>): void {
  const folder = join(root, "contracts");
  const catalogueFile = join(folder, "events.json");
  const surprises = existsSync(catalogueFile) ? broken(publishedIn(readFileSync(catalogueFile, "utf8")), publishedIn(made.get("events.json") ?? "{}")) : [];
  if (surprises.length > 0 && !process.argv.includes("--break")) {
    console.error(
      `These changes break whoever hears the fact; make a new one in a -v2 file beside the old:\n${surprises.map((each) => `- ${each}`).join("\n")}`,
    );
    process.exitCode = 1;
    return;
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of made) {
    writeFileSync(join(folder, name), text);
    console.error(`contracts/${name}: ${Math.round(text.length / 1000)} KB`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) write(await contracts());
