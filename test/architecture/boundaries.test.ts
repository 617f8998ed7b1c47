import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder = "";

interface Cruise {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}
const cruise = (cwd: string, places: readonly string[]): Promise<Cruise> =>
  new Promise((resolve, reject) => {
    const args = [join(root, "node_modules/.bin/depcruise"), "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", ...places];
    execFile(process.execPath, args, { cwd, maxBuffer: 64_000_000 }, (error, stdout) =>
      stdout === "" ? reject(error ?? new Error("no answer")) : resolve(JSON.parse(stdout) as Cruise),
    );
  });

/** What each rule forbids: a file that breaks it, and what that file imports. */
const canaries: Record<string, readonly [file: string, imports: string]> = {
  "kernel-is-the-bottom": ["domain/kernel/low.ts", "../sales/deal.ts"],
  "events-know-only-the-kernel": ["events/sales/told.ts", "../../domain/sales/deal.ts"],
  "domain-is-pure": ["domain/finance/impure.ts", "../../functions/_runtime/store.ts"],
  "a-context-knows-no-other-context": ["domain/finance/nosy.ts", "../sales/deal.ts"],
  "a-function-uses-its-own-context": ["functions/finance/borrow-deal.ts", "../../domain/sales/deal.ts"],
  "a-step-uses-its-own-context": ["functions/_steps/finance/borrow-deal.ts", "../../../domain/sales/deal.ts"],
  "functions-do-not-import-functions": ["functions/sales/win-deal.ts", "./lose-deal.ts"],
  "the-runtime-knows-no-business": ["functions/_runtime/store.ts", "../../domain/sales/deal.ts"],
  "the-embedded-runtime-reads-the-assembly": ["local/peek.ts", "../infra/app.ts"],
  "nothing-imports-tests": ["infra/app.ts", "../test/kit.ts"],
  "no-circles": ["domain/sales/ring.ts", "./ring-back.ts"],
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "weft-canary-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const plain of ["domain/sales/deal.ts", "functions/sales/lose-deal.ts", "test/kit.ts"]) write(plain, "export const here = 1;\n");
  write("domain/sales/ring-back.ts", 'import "./ring.ts";\n');
  for (const [file, imports] of Object.values(canaries)) write(file, `import ${JSON.stringify(imports)};\n`);
  write("tsconfig.json", '{"compilerOptions":{"module":"nodenext","allowImportingTsExtensions":true,"noEmit":true}}');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("boundaries", () => {
  it("are seen to be broken by a canary for each rule", async () => {
    const { summary } = await cruise(folder, ["domain", "events", "functions", "infra", "local", "test"]);
    const seen = new Map(summary.violations.map(({ from, rule }) => [rule.name, from]));
    expect(Object.fromEntries(Object.entries(canaries).map(([rule, [file]]) => [rule, seen.has(rule) || file]))).toEqual(
      Object.fromEntries(Object.keys(canaries).map((rule) => [rule, true])),
    );
  });

  it("are kept by every module there is", async () => {
    const { summary } = await cruise(root, ["domain", "events", "functions", "infra", "local"]);
    expect(summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
    // A cruiser that cannot read TypeScript finds no modules and nothing wrong.
    expect(summary.totalCruised).toBeGreaterThan(150);
  });
});
