import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { markKey } from "../../functions/_runtime/idempotency.ts";
import { expectSound, shop } from "../kit/shop.ts";
import { gatewayEvent, lambdaContext } from "../kit/gateway-event.ts";
import { setFaults } from "../kit/table.ts";
import { chance, definitions } from "../kit/world.ts";

afterEach(() => setFaults(undefined));

/** The answer as the gateway gets it, byte for byte. */
async function raw(name: string, tenant: string, request: Parameters<typeof gatewayEvent>[2]) {
  const found = (await definitions()).find((each) => each.name === name);
  if (found === undefined || !("route" in found.useCase)) throw new Error(`${name} has no route`);
  return (await found.useCase.handler(gatewayEvent(String(found.useCase.route), tenant, request), lambdaContext())) as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
}

it("a client whose answer was lost after the commit gets, under its key, the stored one byte for byte, and nothing happens twice", async () => {
  const { erp, customerId } = await shop([{ sku: "A", onHand: 5 }]);
  const request = { body: { customerId, lines: [{ sku: "A", quantity: 2 }] }, headers: { "idempotency-key": "lost-answer" } };
  setFaults({ random: () => 0, conflict: 0, lost: 1 });
  expect((await raw("sales/place-order", erp.tenant, request)).statusCode).toBe(500);
  setFaults(undefined);
  const { Item: stored } = await documentClient().send(
    new GetCommand({ TableName: process.env["TABLE_NAME"] ?? "", Key: markKey("sales", erp.tenant, "lost-answer"), ConsistentRead: true }),
  );
  const [second, third] = [await raw("sales/place-order", erp.tenant, request), await raw("sales/place-order", erp.tenant, request)];
  for (const answer of [second, third]) {
    expect(answer.statusCode).toBe(201);
    expect(answer.body).toBe(stored?.["body"]);
    expect(answer.headers).toMatchObject({ ...stored?.["headers"], "idempotent-replayed": "true" });
  }
  expect(erp.facts("OrderPlaced")).toHaveLength(1);
  expect(JSON.parse(second.body).events).toEqual([{ id: erp.facts("OrderPlaced")[0]?.metadata.id, type: "OrderPlaced" }]);
  await erp.settle();
  expect(await erp.must("inventory/show-stock-level", { path: { sku: "A" } })).toMatchObject({ reserved: 2 });
  await expectSound(erp);
});

it("the same key with another body is refused and writes nothing", async () => {
  const { erp, customerId } = await shop([{ sku: "A", onHand: 5 }]);
  const send = (quantity: number) =>
    raw("sales/place-order", erp.tenant, { body: { customerId, lines: [{ sku: "A", quantity }] }, headers: { "idempotency-key": "reused" } });
  expect((await send(1)).statusCode).toBe(201);
  const before = erp.facts().length;
  const other = await send(2);
  expect([other.statusCode, other.headers["content-type"], JSON.parse(other.body).code]).toEqual([422, "application/problem+json", "idempotency_key_reused"]);
  expect(erp.facts()).toHaveLength(before);
});

it("the same key sent fifteen times at once, in conflict: one does the work, each of the others is told the same or 409 with when to ask again", async () => {
  const { erp, customerId } = await shop([{ sku: "A", onHand: 50 }]);
  setFaults({ random: chance(6), conflict: 0.5, lost: 0 });
  const request = { body: { customerId, lines: [{ sku: "A", quantity: 2 }] }, headers: { "idempotency-key": "rush" } };
  const answers = await Promise.all(Array.from({ length: 15 }, () => raw("sales/place-order", erp.tenant, request)));
  setFaults(undefined);
  const told = answers.filter(({ statusCode }) => statusCode === 201);
  expect(new Set(told.map(({ body }) => body)).size).toBe(1);
  expect(told.filter(({ headers }) => headers["idempotent-replayed"] === undefined).length).toBeLessThanOrEqual(1);
  for (const { statusCode, headers } of answers.filter((each) => !told.includes(each))) expect([statusCode, headers["retry-after"]]).toEqual([409, "1"]);
  expect(erp.facts("OrderPlaced")).toHaveLength(1);
  await erp.settle();
  await expectSound(erp);
});
