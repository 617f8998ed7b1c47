import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { CannotStart } from "./assembly/assembly-read.ts";

/** Bundles the functions and synthesises the CDK app; a child process, so that a swap starts from fresh modules. */
export async function buildAssembly(signal: AbortSignal): Promise<void> {
  if (!existsSync("infra/build.ts")) throw new CannotStart('There is no infra/build.ts here: run "npm start" in the folder of the project.');
  const child = spawn(process.execPath, ["infra/build.ts"], { stdio: ["ignore", "ignore", "pipe"], signal });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (signal.aborted) return;
  if (code !== 0) throw new CannotStart(`The build failed, so there is nothing to run:\n${complaint.trim()}`);
}
