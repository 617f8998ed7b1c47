import { parseArgs } from "node:util";
import { groups } from "./groups.ts";
import { peers } from "./peers.ts";
import { print } from "./print.ts";

/**
 * `npm run bench`: every group; `npm run bench -- growth units`: some; `--quick`: on a small scale; `--peers`: the main job beside another system;
 * `--orders 1000,10000`: at which numbers of orders growth is looked at (hundreds); `--rows 2000,100000`: how long the imported files are.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, peers: { type: "boolean", default: false }, orders: { type: "string" }, rows: { type: "string" } },
});
const unknown = positionals.filter((name) => groups[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(", ")}: the groups are ${Object.keys(groups).join(", ")}.`);
  process.exit(1);
}
const numbers = (name: "orders" | "rows", step: number): readonly number[] | undefined => {
  const given = values[name]?.split(",").map(Number);
  if (given?.some((each) => !Number.isInteger(each) || each < step || each % step !== 0) !== true) return given;
  console.error(`--${name} takes multiples of ${step}: --${name} 1000,10000.`);
  process.exit(1);
};
const [orders, rows] = [numbers("orders", 100), numbers("rows", 1)];
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name) || (values.peers && name === "main-job");
for (const [name, group] of Object.entries(groups)) {
  if (!wanted(name)) continue;
  const report = await group({ quick: values.quick, ...(orders === undefined ? {} : { orders }), ...(rows === undefined ? {} : { rows }) });
  print(name, report);
  // Right after ours, so that both ran on the same machine at the same time of its day.
  if (values.peers && name === "main-job") print("peers", await peers(report.figures));
}
