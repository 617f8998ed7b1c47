import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { factIndexPartition, factShard, factWindow } from "../../functions/_runtime/facts.ts";
import { handler as confirm } from "../../functions/platform/confirm-facts.ts";
import { handler as reconcile } from "../../functions/platform/reconcile-facts.ts";
import { fakeBus } from "../kit/fake-bus.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";

let bus: Awaited<ReturnType<typeof fakeBus>>;
beforeAll(async () => {
  await openTable();
  bus = await fakeBus();
});
beforeEach(() => {
  bus.taken.length = 0;
  bus.refuse(() => false);
});
afterAll(() => bus.close());

const metadata = (id: string, occurredAt: string) => ({
  id,
  tenant: "acme",
  version: 1,
  occurredAt,
  actor: "a",
  correlationId: "c",
  causationId: "r",
  causationDepth: 1,
  subject: id,
});
async function commit(id: string, occurredAt: string): Promise<void> {
  const item = {
    pk: `sales#acme#order#${id}`,
    sk: `event#${id}`,
    gsi1pk: factIndexPartition(factWindow(occurredAt), factShard(id)),
    gsi1sk: id,
    context: "sales",
    name: "OrderPlaced",
    metadata: metadata(id, occurredAt),
    data: {},
  };
  await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: process.env["TABLE_NAME"] ?? "", Item: item } }] }));
}
const heard = (...facts: [id: string, occurredAt: string][]) =>
  confirm({ Records: facts.map(([id, at]) => ({ body: JSON.stringify({ detail: { metadata: metadata(id, at) } }) })) } as never, lambdaContext() as never);
const at = (time: string, detail?: object) => reconcile({ id: "e", time, ...(detail === undefined ? {} : { detail }) } as never, lambdaContext() as never);

/** Each step goes on where the one before came to, as the schedule does. */
describe("reconcile facts", () => {
  it("publishes again what was committed and not delivered, once, however long the relay was away", async () => {
    await commit("A0", "2026-11-23T09:02:00.000Z");
    await commit("A1", "2026-11-23T09:03:00.000Z");
    await commit("B1", "2026-11-23T09:55:00.000Z");
    await heard(["A0", "2026-11-23T09:02:00.000Z"], ["A0", "2026-11-23T09:02:00.000Z"]);
    await at("2026-11-23T10:00:00Z");
    // B1 is five minutes old: still on its way.
    expect(bus.taken.map(({ id }) => id)).toEqual(["A1"]);

    bus.taken.length = 0;
    await at("2026-11-23T10:30:00Z");
    expect(bus.taken.map(({ id }) => id)).toEqual(["B1"]);

    bus.taken.length = 0;
    await at("2026-11-23T10:35:00Z");
    expect(bus.taken).toEqual([]);

    await commit("C1", "2026-11-23T11:00:00.000Z");
    await at("2026-11-24T12:00:00Z");
    expect(bus.taken.map(({ id }) => id)).toEqual(["C1"]);

    // A window that the bus refused is not passed over.
    bus.taken.length = 0;
    await commit("D1", "2026-11-24T12:05:00.000Z");
    bus.refuse(() => true);
    await expect(at("2026-11-24T13:00:00Z")).rejects.toThrow("could not be published");
    bus.refuse(() => false);
    await at("2026-11-24T13:05:00Z");
    expect(bus.taken.map(({ id }) => id)).toEqual(["D1"]);

    // At the start of a runtime nothing is on its way any more.
    bus.taken.length = 0;
    await commit("E1", "2026-11-24T13:09:59.000Z");
    await at("2026-11-24T13:10:00Z", { graceSeconds: 0 });
    expect(bus.taken.map(({ id }) => id)).toEqual(["E1"]);

    // While everything rests, nor is what was committed by a function whose clock is ahead.
    bus.taken.length = 0;
    await heard(["E1", "2026-11-24T13:09:59.000Z"]);
    await commit("F1", "2026-11-24T13:19:00.000Z");
    await at("2026-11-24T13:10:00Z", { graceSeconds: -600 });
    expect(bus.taken.map(({ id }) => id)).toEqual(["F1"]);
  });
});
