import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { asyncApi } from "./asyncapi.ts";
import { catalogue } from "./catalogue.ts";
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

/** `npm run contracts`: writes them. They are committed, so that a change of the contract is seen in review. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  mkdirSync(join(root, "contracts"), { recursive: true });
  for (const [name, text] of await contracts()) {
    writeFileSync(join(root, "contracts", name), text);
    console.error(`contracts/${name}: ${Math.round(text.length / 1000)} KB`);
  }
}
