import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Host, openHost } from "./host.ts";
import { planOf } from "./plan.ts";
import { simulate } from "./simulate.ts";
import { itemsOf } from "./table.ts";

/** A few seeds in every run; `npm run faults` plays as many as one likes. */
const folder = mkdtempSync(join(tmpdir(), "weft-simulation-"));
let host: Host;
beforeAll(async () => {
  host = await openHost(inject("assemblyDir"), folder);
}, 60_000);
afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the simulation", { timeout: 180_000 }, () => {
  it.each([1, 2, 3])("comes to rest in order (seed %i)", async (seed) => {
    const { wrong, played, fired } = await simulate(host, seed);
    expect(wrong).toEqual([]);
    expect(played).toBeGreaterThan(7);
    expect(Object.values(fired).reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0);
  });

  it("makes the same plan of the same seed, and another of another", () => {
    expect(planOf(7)).toEqual(planOf(7));
    expect(planOf(7)).not.toEqual(planOf(8));
  });

  it.each([
    ["a stock level", "#stock-level#", "SET onHand = onHand + :one"],
    ["a line of the stock ledger", "#stock-move#", "SET quantity = quantity + :one"],
    ["a fact of an order", "event#", "REMOVE #name"],
    ["a line of an invoice", "#invoice#", "SET #lines[0].quantity = #lines[0].quantity + :one"],
  ])("sees %s that was tampered with", async (_, part, expression) => {
    const spoil = async ({ runtime }: Host, tenants: string[]) => {
      const items = (await itemsOf(runtime, tenants)).get(tenants[0] ?? "") ?? [];
      const victim = items.find(
        (item) =>
          `${item["pk"]}|${item["sk"]}`.includes(part) &&
          (part !== "event#" || ["OrderPlaced", "GoodsReceived"].includes(item["name"])) &&
          (part !== "#invoice#" || item["number"] !== undefined),
      );
      const [, name] = /#(\w+)/.exec(expression) ?? [];
      const client = new DynamoDBClient({
        endpoint: runtime.backstage.engineEndpoint,
        region: "eu-central-1",
        credentials: { accessKeyId: "weft", secretAccessKey: "weft" },
      });
      await client.send(
        new UpdateItemCommand({
          TableName: runtime.model.tables[0]?.name,
          Key: { pk: { S: String(victim?.["pk"]) }, sk: { S: String(victim?.["sk"]) } },
          UpdateExpression: expression,
          ...(name === undefined ? {} : { ExpressionAttributeNames: { [`#${name}`]: name } }),
          ...(expression.includes(":one") ? { ExpressionAttributeValues: { ":one": { N: "1" } } } : {}),
        }),
      );
      client.destroy();
    };
    expect((await simulate(host, 11, { restarts: false, spoil })).wrong).not.toEqual([]);
  });
});
