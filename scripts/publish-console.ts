import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { CACHE_CONTROL } from "../infra/parts/console-cache.ts";

/**
 * `npm run publish:console -- --stage prod`: builds the console and puts it where the deployed stack serves it from, with the AWS CLI and whatever
 * account and Region that is set to. `--folder DIR` publishes what is built already. Done again, it sends what changed.
 */
const { values } = parseArgs({ options: { stage: { type: "string", default: "dev" }, folder: { type: "string" } } });
const root = join(import.meta.dirname, "..");
const Outputs = z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() }));

/** One sentence for whoever published. */
class CannotPublish extends Error {}

function aws(...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("aws", args, { encoding: "utf8", shell: process.platform === "win32" });
  if (error !== undefined) throw new CannotPublish(`The AWS CLI could not be run (${error.message}): install it and sign in.`);
  if (status !== 0) throw new CannotPublish(`aws ${args.slice(0, 2).join(" ")} failed: ${stderr.trim()}`);
  return stdout;
}

function outputsOf(stack: string): Record<string, string> {
  const listed: unknown = JSON.parse(aws("cloudformation", "describe-stacks", "--stack-name", stack, "--query", "Stacks[0].Outputs", "--output", "json"));
  return Object.fromEntries(Outputs.parse(listed).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

/** The page names the files it needs, so it comes last; what older pages in open tabs need is not deleted. */
function publish(folder: string, bucket: string): void {
  for (const [prefix, cacheControl] of Object.entries(CACHE_CONTROL))
    aws("s3", "sync", join(folder, prefix), `s3://${bucket}/${prefix}`, "--size-only", "--cache-control", cacheControl);
  const beside = Object.keys(CACHE_CONTROL).flatMap((prefix) => ["--exclude", `${prefix}*`]);
  const rest = ["--recursive", ...beside, "--exclude", ".*", "--exclude", "index.html"];
  aws("s3", "cp", folder, `s3://${bucket}/`, ...rest, "--cache-control", "no-cache");
  aws("s3", "cp", join(folder, "index.html"), `s3://${bucket}/index.html`, "--cache-control", "no-cache");
}

try {
  const folder = values.folder ?? join(root, "dist-console");
  if (values.folder === undefined && spawnSync(process.execPath, [join(root, "scripts/console.ts"), "--build", "--changed"], { stdio: "inherit" }).status !== 0)
    throw new CannotPublish("The console could not be built, so nothing was published.");
  if (!existsSync(join(folder, "index.html"))) throw new CannotPublish(`There is no console in ${folder}: build it with "npm run build:console".`);
  const stack = `Weft-${values.stage}-Console`;
  const { ConsoleBucket: bucket, ConsoleUrl: url } = outputsOf(stack);
  if (bucket === undefined || url === undefined) throw new CannotPublish(`The stack ${stack} names no bucket: deploy it first.`);
  publish(folder, bucket);
  console.log(`The console is at ${url}`);
} catch (thrown) {
  if (!(thrown instanceof CannotPublish)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
