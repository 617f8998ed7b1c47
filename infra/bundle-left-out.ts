import { build, type Plugin } from "esbuild";
import { partitionsInfo } from "./aws-partitions.ts";

interface LeftOut {
  /** The module as it is imported by a library. */
  readonly module: RegExp;
  /** What stands in its place. Without it, everything the module exports is a function that throws. */
  readonly instead?: string;
}

/**
 * Parts of libraries that no function reaches, yet every bundle would carry: a quarter of its size, and of the time that a cold start takes to read it.
 * What stands in their place throws when it is reached after all. Tests run bundles against a table, so that a new version of a library that
 * needs one of them is found there and not in production.
 */
const leftOut: readonly LeftOut[] = [
  {
    // A Lambda function finds its credentials in its environment, never by signing in, in files, or at the metadata service.
    module: /^@aws-sdk\/credential-provider-node$/,
    instead: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
      export const credentialsWillNeedRefresh = () => false, credentialsTreatedAsExpired = () => false;`,
  },
  { module: /^@smithy\/credential-provider-imds$/ },
  // DynamoDB offers endpoint discovery and does not need it; it is off unless the environment asks for it.
  { module: /^@aws-sdk\/endpoint-cache$/, instead: "export class EndpointCache {}" },
  // For operations that stream events: neither DynamoDB nor EventBridge has one.
  { module: /^@smithy\/core\/event-streams$/ },
  // Signing headers of such events; the signer makes one whether it is wanted or not.
  { module: /^\.\/HeaderFormatter$/, instead: "export class HeaderFormatter {}" },
  { module: /^\.\/partitions$/, instead: `export const partitionsInfo = ${JSON.stringify(partitionsInfo)};` },
  // Node.js hashes; the same in JavaScript is for other platforms. Clients retry as they are told to, and adapt to nothing.
  { module: /\/(Sha256Js|DefaultRateLimiter)$|^\.\/(Sha256Js|DefaultRateLimiter)$/ },
  // JSON Schemas are written when contracts are generated, never while a request waits.
  { module: /\/(json-schema-processors|to-json-schema)\.js$/ },
  // Each client carries the whole of its package.json to tell its version.
  { module: /^\.\.\/package\.json$/, instead: 'export const version = "bundled"; export default { version };' },
];

/** The same names, each a function that throws. Made from the module's own exports, so that what is not used can still be dropped. */
async function thrower(file: string): Promise<string> {
  const { metafile } = await build({ entryPoints: [file], metafile: true, write: false, outdir: "/", format: "esm", logLevel: "silent" });
  const names = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
  return `const leftOut = () => { throw new Error("left out of this bundle"); };\nexport { ${names.map((name) => `leftOut as ${name}`).join(", ")} };`;
}

export const withoutUnreached: Plugin = {
  name: "without-unreached",
  setup(builder) {
    const namespace = "left-out";
    for (const { module, instead } of leftOut)
      builder.onResolve({ filter: module }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === namespace || !importer.includes("node_modules")) return undefined;
        const real = await builder.resolve(path, { importer, resolveDir, kind, pluginData: namespace });
        return { path: real.path, namespace, sideEffects: false, pluginData: { contents: instead ?? (await thrower(real.path)), resolveDir } };
      });
    builder.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({ ...pluginData, loader: "js" }));
  },
};
