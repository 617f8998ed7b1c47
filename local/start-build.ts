import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { CannotStart } from "./assembly/assembly-read.ts";

const CONSOLE_BUILD = "scripts/console.ts";

/** Builds the console where its sources or the contract changed. Answers what went wrong, if anything: the API is at work without it. */
export async function buildConsole(signal: AbortSignal): Promise<{ readonly built: boolean; readonly complaint: string | null }> {
  if (!existsSync(CONSOLE_BUILD)) return { built: false, complaint: null };
  const { code, complaint } = await run([CONSOLE_BUILD, "--build", "--changed"], signal).catch((thrown: unknown) => ({
    code: null,
    complaint: String(thrown),
  }));
  return { built: code === 0 && !complaint.includes("Nothing changed"), complaint: code === 0 || signal.aborted ? null : complaint };
}

/** Bundles the functions and synthesises the CDK app; a child process, so that a swap starts from fresh modules. */
export async function buildAssembly(signal: AbortSignal): Promise<void> {
  if (!existsSync("infra/build.ts")) throw new CannotStart('There is no infra/build.ts here: run "npm start" in the folder of the project.');
  const { code, complaint } = await run(["infra/build.ts"], signal);
  if (signal.aborted) return;
  if (code !== 0) throw new CannotStart(`The build failed, so there is nothing to run:\n${complaint}`);
}

/** Runs a program of the project and keeps what it complains of. */
async function run(args: readonly string[], signal: AbortSignal): Promise<{ readonly code: number | null; readonly complaint: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], signal });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", (error) => (signal.aborted ? resolve(null) : reject(error))).once("close", resolve),
  );
  return { code, complaint: complaint.trim() };
}
