import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The console, built into a folder of its own as it is for deployment. */
export async function builtConsole(env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "weft-console-"));
  const site = join(folder, "site");
  await promisify(execFile)(process.execPath, ["scripts/console.ts", "--build", site], { env: { ...process.env, ...env } });
  return { site, remove: () => rm(folder, { recursive: true, force: true }) };
}
