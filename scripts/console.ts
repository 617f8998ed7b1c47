import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * `npm run console`: the console with every change seen at once, over the API of `npm start`. `--build` makes dist-console/, or the folder named
 * after it; `--build --changed` does so only if something it is made of changed since.
 */
const root = join(import.meta.dirname, "..");
const configFile = join(root, "console/vite.config.ts");
/** Hidden: neither given out nor published. */
const STAMP = ".built-from";

/** Everything the console is made of. */
function digest(): string {
  const hash = createHash("sha256").update(process.version);
  const sources = readdirSync(join(root, "console"), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    // Written by the build itself, from the contract.
    .filter((file) => !file.endsWith(join("contract", "api.ts")))
    .sort();
  for (const file of [...sources, join(root, "contracts/openapi.json"), join(root, "package-lock.json")])
    if (existsSync(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}
const readOr = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

if (process.argv.includes("--build")) {
  const named = process.argv[process.argv.indexOf("--build") + 1];
  const folder = named === undefined || named.startsWith("--") ? join(root, "dist-console") : resolve(named);
  const now = digest();
  if (process.argv.includes("--changed") && readOr(join(folder, STAMP)) === now) console.error("Nothing changed: the console is as it was.");
  else {
    // React leaves its own checks out only where this says so, whatever else runs the build.
    process.env.NODE_ENV = "production";
    const { build } = await import("vite");
    await build({ configFile, logLevel: "warn", build: { outDir: folder } });
    writeFileSync(join(folder, STAMP), now);
  }
} else {
  const { createServer } = await import("vite");
  const server = await createServer({ configFile });
  await server.listen();
  server.printUrls();
}
