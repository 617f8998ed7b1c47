import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { check } from "./check.ts";
import { chromium } from "./chromium.ts";

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int(), numTodoTests: z.int(), numFailedTestSuites: z.int() });

/** `npm test`: every check, then every test; the last line counts both. Arguments go to vitest. */
const began = performance.now();
const folder = await mkdtemp(join(tmpdir(), "weft-test-"));
try {
  const checks = await check();
  const file = join(folder, "report.json");
  const code = await new Promise<number>((resolve) => {
    const child = spawn("vitest", ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`, ...process.argv.slice(2)], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(127));
    child.on("close", (status) => resolve(status ?? 1));
  });
  const report = Report.parse(JSON.parse(await readFile(file, "utf8").catch(() => "{}")));
  const passed = report.numPassedTests + checks.filter(({ ok }) => ok).length;
  // A file that could not be run has no tests to count, and is a failure all the same.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0, code === 0 ? 0 : 1) + checks.filter(({ ok }) => !ok).length;
  for (const { name } of checks.filter(({ ok }) => !ok)) console.log(`failed: ${name}`);
  if (chromium === undefined)
    console.log("No Chromium was found (install it, or set CHROMIUM to its path): the console was not tried in a browser, those tests are skipped.");
  console.log(`in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed, ${report.numPendingTests + report.numTodoTests} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
