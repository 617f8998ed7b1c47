import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "weft-publish-"));
  mkdirSync(join(folder, "site", "assets"), { recursive: true });
  writeFileSync(join(folder, "site", "index.html"), "");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script with a stand-in for the AWS CLI, which writes down what it is asked and does not reach any account. */
function publish(behaviour: string, ...flags: string[]) {
  writeFileSync(
    join(folder, "aws"),
    `#!${process.execPath}\nconst args = process.argv.slice(2);\nrequire("node:fs").appendFileSync(${JSON.stringify(join(folder, "calls"))}, JSON.stringify(args) + "\\n");\n${behaviour}`,
  );
  chmodSync(join(folder, "aws"), 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/publish-console.ts", "--folder", join(folder, "site"), ...flags], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
  });
  return {
    status,
    stdout,
    stderr,
    calls: () =>
      readFileSync(join(folder, "calls"), "utf8")
        .trim()
        .split("\n")
        .map((line): string[] => JSON.parse(line)),
  };
}
const OUTPUTS = `if (args[0] === "cloudformation") console.log(JSON.stringify([{ OutputKey: "ConsoleBucket", OutputValue: "b" }, { OutputKey: "ConsoleUrl", OutputValue: "https://erp.example.com" }]));`;

it("sends assets to be kept for ever first and the page last, nothing hidden, and deletes nothing", () => {
  const { status, stdout, calls } = publish(OUTPUTS, "--stage", "prod");
  expect([status, stdout]).toEqual([0, "The console is at https://erp.example.com\n"]);
  const [described, assets, rest, page] = calls();
  expect(described).toContain("Weft-prod-Console");
  expect(assets?.slice(0, 2)).toEqual(["s3", "sync"]);
  expect(assets).toEqual(expect.arrayContaining(["s3://b/assets/", "--cache-control", "public, max-age=31536000, immutable"]));
  expect(rest?.join(" ")).toContain("--exclude assets/* --exclude .* --exclude index.html --cache-control no-cache");
  expect(page).toEqual(["s3", "cp", join(folder, "site", "index.html"), "s3://b/index.html", "--cache-control", "no-cache"]);
  expect(calls()).toHaveLength(4);
  expect(calls().flat()).not.toContain("--delete");
});

it("publishes no page when its files could not be sent", () => {
  const { status, stderr, calls } = publish(`${OUTPUTS} else { console.error("no such bucket"); process.exit(1); }`);
  expect([status, stderr]).toEqual([1, "aws s3 sync failed: no such bucket\n"]);
  expect(calls().flat()).not.toContain("s3://b/index.html");
});

it("says what to do first", () => {
  expect(publish(`console.log("[]");`)).toMatchObject({ status: 1, stderr: "The stack Weft-dev-Console names no bucket: deploy it first.\n" });
  rmSync(join(folder, "site", "index.html"));
  expect(publish(OUTPUTS).stderr).toMatch(/build it with "npm run build:console"/);
});
