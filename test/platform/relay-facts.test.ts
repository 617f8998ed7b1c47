import { marshall } from "@aws-sdk/util-dynamodb";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { handler } from "../../functions/platform/relay-facts.ts";
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
  bus.calls.length = 0;
  bus.refuse(() => false);
});
afterAll(() => bus.close());

const metadata = (id: string) => ({
  id,
  tenant: "acme",
  version: 1,
  occurredAt: "2026-11-23T09:00:00.000Z",
  actor: "a",
  correlationId: "c",
  causationId: "r",
  causationDepth: 1,
  subject: "s",
});
const record = (
  no: number,
  image: Record<string, unknown> = { context: "sales", name: "OrderPlaced", metadata: metadata(`f${no}`), data: { orderId: "o" } },
) => ({
  eventName: "INSERT",
  dynamodb: { SequenceNumber: String(100 + no), NewImage: marshall({ pk: "sales#acme#order#o", sk: `event#f${no}`, ...image }) },
});
const relay = (Records: unknown[]) => handler({ Records } as never, lambdaContext() as never) as Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;

describe("relay facts", () => {
  it("puts every fact on the bus under its context, ten a call", async () => {
    expect(await relay(Array.from({ length: 23 }, (_, no) => record(no)))).toEqual({ batchItemFailures: [] });
    expect(bus.calls).toEqual([10, 10, 3]);
    expect(bus.taken).toHaveLength(23);
    expect(bus.taken[0]).toEqual({ source: "weft.sales", name: "OrderPlaced", bus: "weft-test", id: "f0" });
  });

  it("asks for its batch again from the first fact the bus did not take", async () => {
    bus.refuse((id) => ["f3", "f7"].includes(id));
    expect(await relay(Array.from({ length: 10 }, (_, no) => record(no)))).toEqual({ batchItemFailures: [{ itemIdentifier: "103" }] });
    expect(bus.taken).toHaveLength(8);
  });

  it("parks what is no fact with its whole body, and carries the rest", async () => {
    expect(await relay([record(1), record(2, { broken: true }), record(3)])).toEqual({ batchItemFailures: [] });
    expect(bus.taken.map(({ id }) => id)).toEqual(["f1", "f3"]);
    const { Items } = await documentClient().send(
      new QueryCommand({
        TableName: process.env["TABLE_NAME"] ?? "",
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": "platform#-#parked-record#all" },
      }),
    );
    expect(Items).toMatchObject([{ sk: "102", record: expect.stringContaining("broken") }]);
  });

  it("never sends more than a call may carry", async () => {
    const large = { context: "sales", name: "OrderPlaced", metadata: metadata("big"), data: { text: "x".repeat(300_000) } };
    await relay(Array.from({ length: 5 }, (_, no) => record(no, large)));
    expect(bus.calls).toEqual([2, 2, 1]);
  });
});
