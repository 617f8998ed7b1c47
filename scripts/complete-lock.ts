import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/**
 * `npm run lock`: adds to package-lock.json the builds for other platforms that the registry at hand does not carry. npm leaves them out when it
 * cannot fetch them, and `npm ci` then refuses the whole file, on every machine. Without a hash, because nothing here could compute one: npm
 * writes it on the first machine of that platform that installs.
 */
const Package = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.looseObject({ packages: z.record(z.string(), Package) });

const file = join(import.meta.dirname, "..", "package-lock.json");
const lock = Lock.parse(JSON.parse(readFileSync(file, "utf8")));

/** `@scope/binding-linux-arm64-musl` → what npm compares with the machine. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined {
  const parts = name.split(/[/-]/);
  const os = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"].find((each) => parts.includes(each));
  const cpu = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"].find((each) => parts.includes(each));
  if (os === undefined || cpu === undefined) return undefined;
  const libc = parts.some((each) => each.startsWith("musl")) ? ["musl"] : parts.some((each) => each.startsWith("gnu")) ? ["glibc"] : undefined;
  return { os: [os], cpu: [cpu], ...(libc === undefined ? {} : { libc }) };
}

const added: string[] = [];
for (const [owner, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    const platform = platformOf(name);
    if (owner === "" || platform === undefined || lock.packages[path] !== undefined || lock.packages[`${owner}/${path}`] !== undefined) continue;
    lock.packages[path] = { version, ...platform, ...(dev === true ? { dev } : {}), optional: true };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lock file is complete." : `Added ${added.length} builds for other platforms.`);
