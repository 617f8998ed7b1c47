import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { partitionsInfo } from "../../infra/aws-partitions.ts";
import { type Bundle, bundle, sizesOf } from "../../infra/bundle.ts";
import { entries } from "../../infra/discover.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-bundle-"));
let bundles: Bundle[];
const find = (name: string) => bundles.find((each) => each.name === name)!;
const run = (code: string, env: Record<string, string>) => promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { env });
beforeAll(async () => {
  bundles = await bundle(
    entries().filter(({ name }) => ["relay-facts", "grant-claims", "read-docs", "list-products", "upload-import-chunk"].includes(name)),
    folder,
    { maps: true },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("makes a folder for each function, which needs nothing beside it", async () => {
  for (const { name } of bundles) {
    const { stdout } = await run(`console.log(typeof (await import(${JSON.stringify(join(folder, name, "index.cjs"))})).handler)`, {});
    expect(stdout.trim(), name).toBe("function");
  }
});

it("keeps bundles small: a handler with store, parser and logger at most 350 KB", () => {
  expect(find("catalog/list-products").bytes).toBeLessThan(350_000);
  // The largest: it reads CSV as well.
  expect(find("platform/upload-import-chunk").bytes).toBeLessThan(350_000);
  expect(sizesOf(bundles)).toMatch(/^5 bundles, largest \d+ KB \(platform\/read-docs\), median \d+ KB/);
});

it("knows every region as the SDK's own list does, the isolated clouds aside", () => {
  const inClient = createRequire(createRequire(import.meta.url).resolve("@aws-sdk/client-dynamodb"));
  const { partition, setPartitionInfo, useDefaultPartitionInfo } = inClient("@aws-sdk/core/client");
  const at = (region: string) => ({ ...partition(region), description: undefined });
  const regions = ["us-east-1", "eu-central-1", "ap-southeast-7", "mx-central-1", "il-central-1", "cn-north-1", "us-gov-east-1", "eusc-de-east-1"];
  const whole = regions.map(at);
  setPartitionInfo(partitionsInfo);
  const short = regions.map(at);
  useDefaultPartitionInfo();
  expect(short).toEqual(whole);
  expect(new Set(short.map(({ name }) => name)).size).toBe(4);
});

it("still takes credentials from the environment, and from nowhere else", async () => {
  const code = `const { handler } = await import(${JSON.stringify(join(find("platform/relay-facts").folder, "index.cjs"))});
    const image = { context: { S: "sales" }, name: { S: "X" }, metadata: { M: {} } };
    await handler({ Records: [{ dynamodb: { SequenceNumber: "1", NewImage: image } }] }, { getRemainingTimeInMillis: () => 1000 }).then(() => console.log("answered"), (error) => console.log(error.name, error.message));`;
  const env = {
    AWS_REGION: "eu-central-1",
    TABLE_NAME: "weft",
    BUS_NAME: "weft",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
  };
  // With credentials it comes as far as the (absent) table; without, no other source is asked.
  expect((await run(code, { ...env, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" })).stdout).toMatch(/ECONNREFUSED|AggregateError|TimeoutError/);
  expect((await run(code, { ...env, AWS_EC2_METADATA_DISABLED: "true" })).stdout).toMatch(/credentials/i);
});

it("takes files in as text, and writes down what entered any bundle", () => {
  expect(readFileSync(join(find("platform/read-docs").folder, "index.cjs"), "utf8")).toContain("SwaggerUIBundle");
  const report = JSON.parse(readFileSync(join(folder, "bundles.json"), "utf8")) as { bundles: unknown[]; packages: string[] };
  expect(report.bundles).toHaveLength(5);
  expect(report.packages.filter((each) => /credential-provider-(sso|ini|process|web-identity|login|http)/.test(each))).toEqual([]);
});

it("leaves nothing of an earlier build: a file that is looked for first would run", async () => {
  const again = mkdtempSync(join(tmpdir(), "weft-bundle-"));
  mkdirSync(join(again, "catalog/list-products"), { recursive: true });
  mkdirSync(join(again, "catalog/gone-use-case"));
  writeFileSync(join(again, "catalog/list-products/index.mjs"), "export const handler = 'old';");
  await bundle(
    entries().filter(({ name }) => name === "list-products"),
    again,
  );
  expect(readdirSync(join(again, "catalog"))).toEqual(["list-products"]);
  expect(readdirSync(join(again, "catalog/list-products"))).toEqual(["index.cjs"]);
  rmSync(again, { recursive: true });
});

it("keeps source maps beside the bundles, never in them", () => {
  expect(readdirSync(find("catalog/list-products").folder)).toEqual(["index.cjs"]);
  expect(readFileSync(join(folder, "maps/catalog/list-products.map"), "utf8")).toContain("list-products.ts");
});
