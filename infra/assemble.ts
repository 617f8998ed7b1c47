import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { bundle, sizesOf } from "./bundle.ts";
import { synthesised } from "./checks/checked.ts";
import { codeIn, discover, entries } from "./discover.ts";
import { root } from "./root.ts";
import { compose } from "./synthesise.ts";

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** Context values as the CDK CLI would give them: cdk.json, overridden by `name=value`. */
export function contextOf(given: readonly string[]): Record<string, unknown> {
  const { context } = CdkJson.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")));
  return { ...context, ...Object.fromEntries(given.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)])) };
}

/** Bundles and writes the cloud assembly, and says how long each took and how large the bundles are. */
export async function assemble(options: { readonly outdir: string; readonly checked: boolean; readonly context: readonly string[] }): Promise<void> {
  const begun = performance.now();
  const [bundles, useCases] = await Promise.all([bundle(entries()), discover()]);
  const bundled = performance.now();
  const app = compose({ useCases, codeOf: codeIn(bundles), outdir: options.outdir, context: contextOf(options.context), checked: options.checked });
  synthesised(app);
  dropOldAssets(options.outdir);
  console.error(
    `${sizesOf(bundles)}; bundled in ${Math.round(bundled - begun)} ms, ${options.checked ? "synthesised and checked" : "synthesised"} in ${Math.round(performance.now() - bundled)} ms`,
  );
}

const KEPT_MS = 24 * 3600 * 1000;
/** Code that only earlier builds named goes after a day, not at once: a runtime that is still up may start another worker from it. */
function dropOldAssets(outdir: string): void {
  const files = readdirSync(outdir);
  const named = files.filter((each) => each.endsWith(".assets.json")).map((each) => readFileSync(join(outdir, each), "utf8"));
  for (const name of files.filter((each) => each.startsWith("asset.") && !named.some((text) => text.includes(each)))) {
    const path = join(outdir, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
