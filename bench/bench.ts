import { parseArgs } from "node:util";
import { contention } from "./contention.ts";
import type { Group } from "./figure.ts";
import { bundles } from "./bundles.ts";
import { growth } from "./growth.ts";
import { mainJob } from "./main-job.ts";
import { print } from "./print.ts";
import { units } from "./units.ts";
import { warm } from "./warm.ts";

/** `npm run bench`: every group; `npm run bench -- growth units`: some; `--quick`: on a small scale; `--peers`: beside another system. */
const groups: Readonly<Record<string, Group>> = { "main-job": mainJob, units, bundles, growth, contention, warm };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, peers: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => groups[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(", ")}: the groups are ${Object.keys(groups).join(", ")}.`);
  process.exit(1);
}
for (const [name, group] of Object.entries(groups))
  if (positionals.length === 0 || positionals.includes(name)) print(name, await group({ quick: values.quick }));
