// `node scripts/prepare.mjs program.ts args…` brings node_modules up to date and then runs the program with the Node.js that
// deploys, so that a fresh clone needs no other step. npm's own pre-scripts would not do: `.npmrc` forbids install scripts, and them with it.
// Plain JavaScript without dependencies: it runs on whatever Node.js (20 or later) the machine has, before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, "package-lock.json");
/** npm writes this file at the end of every complete install. */
const installed = join(root, "node_modules", ".package-lock.json");

/** A missing lock file (a package without one) leaves nothing to compare with. */
function isUpToDate() {
  return existsSync(installed) && (!existsSync(lock) || statSync(installed).mtimeMs >= statSync(lock).mtimeMs);
}

if (!isUpToDate()) {
  console.error("Installing the packages of package-lock.json; this happens once.");
  // npm tells its own path to scripts; started by hand, the one on the PATH will do.
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", ["ci"]] : [process.execPath, [npm, "ci"]];
  const { status } = spawnSync(command, [...args, "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: npm === undefined && process.platform === "win32",
  });
  if (status !== 0) {
    console.error('The packages could not be installed: run "npm ci" to see why.');
    process.exit(1);
  }
}

// The programs here are TypeScript, which Node.js runs as it is from 22.18 on. Where the packages bring a newer Node.js
// along, npm scripts find that one first.
const bundled = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (!existsSync(bundled) && (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6))) {
  console.error(`Node.js ${process.versions.node} cannot run TypeScript: install Node.js 24 or later.`);
  process.exit(1);
}

const [program, ...args] = process.argv.slice(2);
if (program !== undefined) {
  const child = spawn(existsSync(bundled) ? bundled : process.execPath, [join(root, program), ...args], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}
