import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { App, Stack } from "aws-cdk-lib";
import { expect, it } from "vitest";

it("the CDK CLI of this package reads what its library writes: else nothing could be deployed", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "weft-cli-"));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new Stack(app, "Readable");
    app.synth();
    const cli = join(import.meta.dirname, "../../node_modules/aws-cdk/bin/cdk");
    const { stdout } = await promisify(execFile)(process.execPath, [cli, "ls", "--app", outdir, "--no-notices"], {
      cwd: outdir,
      env: { ...process.env, CI: "true" },
    });
    expect(stdout.trim()).toBe("Readable");
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
