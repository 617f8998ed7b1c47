import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";

/** A sentence for the person who starts the runtime: printed as it is, without a stack trace. */
export class CannotStart extends Error {
  override name = "CannotStart";
}

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() })).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
const Manifest = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) })).default({}),
});
const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** One CloudFormation resource as written in a template, intrinsics and all. */
export type Resource = z.infer<typeof Resource>;
/** One stack of the assembly, with the folder each code asset was staged to, by its S3 key. */
export type StackTemplate = z.infer<typeof Template> & { readonly name: string; readonly assets: ReadonlyMap<string, string> };

/**
 * Reads the cloud assembly: `manifest.json` names the stacks and their asset manifests, nothing else is opened.
 * AWS source: AWS CDK, cloud-assembly-schema (manifest.ts, assets/schema.ts).
 */
export function readAssembly(assemblyDir: string): StackTemplate[] {
  const dir = resolve(assemblyDir);
  if (!existsSync(join(dir, "manifest.json"))) throw new CannotStart(`There is no cloud assembly in ${assemblyDir}: run "node infra/build.ts" first.`);
  const artifacts = Object.entries(Manifest.parse(readJson(join(dir, "manifest.json"))).artifacts);
  const assets = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type === "cdk:asset-manifest") for (const [key, path] of stagedAssets(dir, file(artifact.properties, "file"))) assets.set(key, path);
    if (artifact.type === "cdk:cloud-assembly") throw new CannotStart("The assembly holds a nested stage; the local runtime reads a flat list of stacks.");
  }
  const stacks = artifacts.filter(([, artifact]) => artifact.type === "aws:cloudformation:stack");
  if (stacks.length === 0) throw new CannotStart(`The cloud assembly in ${assemblyDir} holds no stack.`);
  return stacks.map(([id, { properties }]) => {
    const name = typeof properties["stackName"] === "string" ? properties["stackName"] : id;
    return { ...Template.parse(readJson(join(dir, file(properties, "templateFile")))), name, assets };
  });
}

function stagedAssets(dir: string, manifestFile: string): [string, string][] {
  return Object.values(AssetManifest.parse(readJson(join(dir, manifestFile))).files).flatMap(({ source, destinations }) =>
    source.path === undefined ? [] : Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, resolve(dir, source.path ?? "")]),
  );
}

function file(properties: Record<string, unknown>, key: string): string {
  return z.string({ error: `the cloud assembly's manifest lacks ${key}` }).parse(properties[key]);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
