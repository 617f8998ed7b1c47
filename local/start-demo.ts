import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

const COMPANY = "examples/company/main.ts";

/**
 * Fills the tenant acme with a made-up company, if it has no customers. A process of its own that comes over HTTP like anybody: it shows its progress itself.
 * Answers what went wrong, if anything: everything else is at work without it, and asked again it goes on.
 */
export async function fillDemo(url: string, signal: AbortSignal): Promise<string | null> {
  if (!existsSync(COMPANY)) return `There is no ${COMPANY} here: run "npm start" in the folder of the project.`;
  // A token for another Weft is none for this one.
  const { WEFT_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, [COMPANY, "--url", url, "--tenant", "acme"], { stdio: ["ignore", "inherit", "pipe"], env, signal });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", (error) => (signal.aborted ? resolve(null) : reject(error))).once("close", resolve),
  );
  return code === 0 || signal.aborted ? null : complaint.trim();
}
