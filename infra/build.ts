import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./root.ts";

/**
 * `node infra/build.ts`: bundles the functions and writes the cloud assembly, without the CDK CLI. Nothing is done when nothing changed since.
 * `--checked` runs every policy check too (they take longer than all the rest and change nothing in the assembly); `-c name=value` gives
 * context values; `--output DIR` another folder than `cdk.out`.
 */
const { values } = parseArgs({
  options: {
    checked: { type: "boolean", default: false },
    context: { type: "string", short: "c", multiple: true, default: [] },
    output: { type: "string", short: "o", default: "cdk.out" },
  },
});
const outdir = resolve(root, values.output);
const stamp = join(outdir, "built-from.json");

/** Everything the assembly is made of. */
const SOURCES = ["domain", "events", "functions", "infra", "contracts", "package.json", "package-lock.json", "cdk.json"];

function digest(): string {
  const hash = createHash("sha256").update(process.version).update(JSON.stringify(values.context));
  const add = (path: string) => hash.update(path).update(readFileSync(join(root, path)));
  for (const source of SOURCES.filter((each) => existsSync(join(root, each)))) {
    if (source.endsWith(".json")) add(source);
    else
      for (const file of readdirSync(join(root, source), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(root.length + 1))
        .sort())
        add(file);
  }
  return hash.digest("hex");
}

function builtFrom(): { readonly digest?: unknown; readonly checked?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(stamp, "utf8")));
  } catch {
    return {};
  }
}

const now = digest();
const before = builtFrom();
if (before.digest === now && (before.checked === true || !values.checked)) console.error("Nothing changed: the assembly is as it was.");
else {
  const { assemble } = await import("./assemble.ts");
  await assemble({ outdir, checked: values.checked, context: values.context });
  writeFileSync(stamp, JSON.stringify({ digest: now, checked: values.checked }));
}
