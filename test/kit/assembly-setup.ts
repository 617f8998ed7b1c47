import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    assemblyDir: string;
  }
}

/** The cloud assembly as `npm start` runs it: built once for the whole run, and not at all when nothing changed. */
export default function setup(project: TestProject) {
  const root = join(import.meta.dirname, "../..");
  execFileSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  project.provide("assemblyDir", join(root, "cdk.out"));
}
