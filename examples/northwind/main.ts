import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { checkDelivered } from "../kit/delivered.ts";
import { tokenAt } from "../kit/local-token.ts";
import { absent, readNorthwind } from "./read.ts";
import { replay } from "./replay.ts";

/** `npm run replay:northwind`: see README.md beside this file. */
const root = join(import.meta.dirname, "../..");

function options() {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      keep: { type: "boolean", default: false },
      orders: { type: "string" },
      tenant: { type: "string", default: "northwind" },
    },
  });
  const first = values.orders === undefined ? Number.POSITIVE_INFINITY : z.coerce.number().int().min(1).parse(values.orders);
  return { ...values, first };
}

async function main(): Promise<void> {
  const missing = absent();
  if (missing !== undefined) return console.log(missing);
  const { url, keep, tenant, first } = options();
  const northwind = readNorthwind(undefined, first);
  let runtime: Runtime | undefined;
  if (url === undefined) {
    const { status } = spawnSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error("The functions could not be built.");
    runtime = await startRuntime({ assemblyDir: join(root, "cdk.out"), port: 0, dataDir: "memory" });
  }
  try {
    const at = url ?? runtime?.url ?? "";
    const token = runtime === undefined ? await tokenAt(at, tenant) : await runtime.token({ tenant, role: "admin" });
    console.log(`Playing ${northwind.orders.length} orders of Northwind into ${at}, tenant ${tenant}.`);
    const { report, checks, seconds, requests } = await replay(northwind, at, token, console.log);
    console.log(`\n${report}\n`);
    const all = [...checks, ...(runtime === undefined ? [] : await checkDelivered(runtime))];
    for (const { ok, says } of all) console.log(`${ok ? "✓" : "✗"} ${says}`);
    if (runtime === undefined) console.log("- queues and dead letters are not looked into where Weft runs elsewhere");
    console.log(
      `\n${northwind.orders.length} orders, won, shipped and paid, by ${requests} requests in ${seconds.toFixed(1)} s: ${(northwind.orders.length / seconds).toFixed(1)} orders/s.`,
    );
    if (all.some(({ ok }) => !ok)) process.exitCode = 1;
    if (keep && runtime !== undefined) {
      console.log(
        `\nIt stays at ${runtime.url} until you stop it (Ctrl+C). A token: npm run -s token -- --port ${new URL(at).port} --tenant ${tenant} --role admin`,
      );
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
    }
  } finally {
    await runtime?.stop();
  }
}

try {
  await main();
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}
