import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { startEngine } from "../../local/table/table-engine.ts";
import { createTables, engineClient } from "../../local/table/table-engine-tables.ts";
import { theTable } from "./fixtures.ts";

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

test("a data folder keeps its items over a restart, belongs to one runtime, and refuses tables that changed", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "weft-engine-"));
  const first = await startEngine({ dataDir, endpoint: "" });
  await createTables(first.endpoint, [theTable]);
  const client = engineClient(first.endpoint);
  await client.send(new PutItemCommand({ TableName: "weft", Item: { pk: { S: "a" }, sk: { S: "#" } } }));
  client.destroy();
  await expect(startEngine({ dataDir, endpoint: "" })).rejects.toThrow("is in use by another running Weft");
  await first.stop();
  expect(await answers(first.endpoint)).toBe(false);
  const second = await startEngine({ dataDir, endpoint: "" });
  await createTables(second.endpoint, [theTable]);
  const again = engineClient(second.endpoint);
  expect((await again.send(new GetItemCommand({ TableName: "weft", Key: { pk: { S: "a" }, sk: { S: "#" } } }))).Item).toBeDefined();
  again.destroy();
  const [index] = theTable.indexes;
  if (index === undefined) throw new Error("the fixture has indexes");
  await expect(createTables(second.endpoint, [{ ...theTable, indexes: [...theTable.indexes, { ...index, name: "gsi9" }] }])).rejects.toThrow(
    "lacks the index gsi9",
  );
  await second.stop();
  rmSync(dataDir, { recursive: true });
});

test("the engine does not outlive its runtime, even one that is killed", async () => {
  const script = `import { startEngine } from ${JSON.stringify(new URL("../../local/table/table-engine.ts", import.meta.url).href)};
    process.stdout.write((await startEngine({ memory: true, endpoint: "" })).endpoint); setInterval(() => undefined, 1000);`;
  const runtime = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  const endpoint = await new Promise<string>((resolve) => runtime.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())));
  expect(await answers(endpoint)).toBe(true);
  runtime.kill("SIGKILL");
  const until = Date.now() + 3000;
  while ((await answers(endpoint)) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await answers(endpoint)).toBe(false);
});

test("an external engine that does not answer is named", async () => {
  await expect(startEngine({ endpoint: "http://127.0.0.1:9" })).rejects.toThrow("Nothing answers at DYNAMODB_ENDPOINT http://127.0.0.1:9");
}, 10_000);
