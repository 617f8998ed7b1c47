import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { withoutUnreached } from "./bundle-left-out.ts";
import type { Entry } from "./discover.ts";
import { root } from "./root.ts";

/** One function's bundle: its folder, its size, and a hash of all it holds. */
export interface Bundle {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
  readonly hash: string;
}

/** `import text from "some-file.css?raw"`: the file as a string. */
const rawText: Plugin = {
  name: "raw-text",
  setup(builder) {
    builder.onResolve({ filter: /\?raw$/ }, async ({ path, resolveDir, kind }) => {
      const { path: file, errors } = await builder.resolve(path.slice(0, -4), { resolveDir, kind });
      return errors.length > 0 ? { errors } : { path: file, namespace: "raw" };
    });
    builder.onLoad({ filter: /.*/, namespace: "raw" }, async ({ path }) => ({ contents: await readFile(path), loader: "text" }));
  },
};

export interface BundleOptions {
  readonly maps?: boolean;
  /** With the parts of libraries that nothing reaches: only what others are measured by. */
  readonly whole?: boolean;
}

/**
 * Bundles every function with one call of esbuild, the SDK included (the one Lambda brings changes without notice), each into a folder of its own:
 * `<outdir>/<context>/<name>/index.cjs`. Source maps, if wanted, stay at home: they make logged stacks readable and double a function's size.
 *
 * CommonJS, because a cold start is a third shorter: an ES module that imports `node:http` or `node:fs` makes Node.js read every property of it, and
 * with that load what nobody asked for (its fetch client alone takes 20 ms).
 */
export async function bundle(entries: readonly Entry[], outdir = join(root, "dist"), { maps = false, whole = false }: BundleOptions = {}): Promise<Bundle[]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries.map(({ context, name, file }) => ({ in: file, out: `${context}/${name}/index` })),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minify: true,
    sourcemap: maps ? "external" : false,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [...(whole ? [] : [withoutUnreached]), rawText],
  });
  const [mapFiles, codeFiles] = [outputFiles.filter(isMap), outputFiles.filter((each) => !isMap(each))];
  await Promise.all(mapFiles.map(({ path, contents }) => put(join(outdir, MAPS, `${relative(outdir, dirname(path))}.map`), contents)));
  const bundles = await Promise.all(codeFiles.map(({ path, contents }) => written(outdir, path, contents)));
  bundles.sort((one, other) => other.bytes - one.bytes);
  await dropOthers(outdir, bundles);
  await writeFile(
    join(outdir, "bundles.json"),
    `${JSON.stringify({ bundles: bundles.map(({ name, bytes }) => ({ name, bytes })), packages: packagesOf(metafile) }, undefined, 2)}\n`,
  );
  return bundles;
}

/** Whatever is not of these bundles: a function that is no more, a file of an older form. Files go one by one, never all at once: somebody else may be reading them. */
async function dropOthers(outdir: string, bundles: readonly Bundle[]): Promise<void> {
  const known = new Set(bundles.flatMap(({ name }) => [name, join(name, CODE)]));
  const folders = await readdir(outdir, { withFileTypes: true });
  for (const context of folders.filter((each) => each.isDirectory() && each.name !== MAPS))
    for (const name of await readdir(join(outdir, context.name), { recursive: true }))
      if (!known.has(join(context.name, name))) await rm(join(outdir, context.name, name), { recursive: true, force: true });
}

async function written(outdir: string, path: string, contents: Uint8Array): Promise<Bundle> {
  const folder = dirname(path);
  await put(path, contents);
  return { name: relative(outdir, folder), folder, bytes: contents.byteLength, hash: createHash("sha256").update(contents).digest("hex") };
}

const MAPS = "maps";
const CODE = "index.cjs";
const isMap = ({ path }: { readonly path: string }): boolean => path.endsWith(".map");
async function put(path: string, contents: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}

/** Which packages entered any bundle: what a supply-chain review looks at. */
function packagesOf({ inputs }: Metafile): string[] {
  const named = Object.keys(inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1] ?? []);
  return [...new Set(named)].sort();
}

/** The largest bundle and the one in the middle, in words. */
export function sizesOf(bundles: readonly Bundle[]): string {
  const kilobytes = (bytes = 0) => `${Math.round(bytes / 1000)} KB`;
  const [largest] = bundles;
  const median = bundles[Math.floor(bundles.length / 2)];
  return `${bundles.length} bundles, largest ${kilobytes(largest?.bytes)} (${largest?.name ?? "none"}), median ${kilobytes(median?.bytes)} (${median?.name ?? "none"})`;
}
