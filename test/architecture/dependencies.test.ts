import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const lock = JSON.parse(read("package-lock.json")) as {
  packages: Record<string, { optionalDependencies?: Record<string, string>; hasInstallScript?: boolean; resolved?: string }>;
};
const manifest = JSON.parse(read("package.json")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
};

describe("dependencies", () => {
  it("are pinned, and installed without running anything of theirs", () => {
    expect(
      Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^(npm:[a-z@/-]+@)?\d+\.\d+\.\d+$/.test(version)),
    ).toEqual([]);
    for (const line of ["ignore-scripts=true", "save-exact=true", "min-release-age=7"]) expect(read(".npmrc")).toContain(line);
  });

  it("are locked for every platform, or npm ci would refuse the lock file on all of them (npm run lock)", () => {
    const missing = Object.entries(lock.packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      owner === ""
        ? []
        : Object.keys(optionalDependencies).filter(
            (name) => lock.packages[`node_modules/${name}`] === undefined && lock.packages[`${owner}/node_modules/${name}`] === undefined,
          ),
    );
    expect(missing).toEqual([]);
  });

  it("name no registry, so that everybody's own is asked", () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it("are few where it counts: what may enter a function", () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual([
      "@aws-lambda-powertools/logger",
      "@aws-lambda-powertools/metrics",
      "@aws-sdk/client-dynamodb",
      "@aws-sdk/client-eventbridge",
      "@aws-sdk/lib-dynamodb",
      "@aws-sdk/util-dynamodb",
      "@middy/core",
      "@smithy/signature-v4",
      "csv-parse",
      "csv-stringify",
      "swagger-ui-dist",
      "ulid",
      "zod",
    ]);
  });
});

describe("the repository", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");

  it("holds no secrets file and no data set", () => {
    // A few made-up rows that show what a file looks like are neither.
    const shown = (file: string) => /^examples\/import\/[a-z-]+\.csv$/.test(file) && statSync(join(root, file)).size < 2_000;
    expect(tracked.filter((file) => /(^|\/)\.env|\.pem$|\.csv$|(^|\/)data\//.test(file) && !shown(file))).toEqual([]);
  });

  it("answers who wins an opportunity with two files", () => {
    expect(tracked.filter((file) => file.includes("win-opportunity"))).toEqual(["functions/sales/win-opportunity.ts", "test/sales/win-opportunity.test.ts"]);
  });
});
