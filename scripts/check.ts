import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

export interface Checked {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** What must hold of the code itself, apart from what it does. */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["types", "node", "node_modules/typescript-native/bin/tsc", "-p", "."],
  ["types of the console", "node", "scripts/check-console.ts"],
  ["format", "biome", "format", "."],
  ["lint", "oxlint", "--quiet"],
  [
    "boundaries",
    "depcruise",
    "--config",
    ".dependency-cruiser.cjs",
    "domain",
    "events",
    "functions",
    "infra",
    "local",
    "scripts",
    "test",
    "bench",
    "examples",
    "console",
  ],
  ["unused code", "knip", "--no-progress"],
];

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs every check, two at a time (the smallest machine we build for has two cores). */
export async function check(): Promise<Checked[]> {
  const waiting = [...CHECKS];
  const done: Checked[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, command, ...args] = next;
      const begun = performance.now();
      const { code, output } = await run(command, args);
      const checked = { name, ok: code === 0, output, seconds: (performance.now() - begun) / 1000 };
      done.push(checked);
      console.log(`${checked.ok ? "✓" : "✗"} ${name} (${checked.seconds.toFixed(1)} s)`);
      if (!checked.ok) console.log(output.trim());
    }
  };
  await Promise.all([worker(), worker()]);
  return done;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const failed = (await check()).filter(({ ok }) => !ok);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
