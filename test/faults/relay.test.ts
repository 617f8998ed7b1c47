import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { handler as reconcile } from "../../functions/platform/reconcile-facts.ts";
import { fakeBus } from "../kit/fake-bus.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { expectSound, shop } from "../kit/shop.ts";
import { openTable } from "../kit/table.ts";
import type { World } from "../kit/world.ts";
import { recordOf, recordOfFact, relayLine } from "./relay-line.ts";

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

const table = () => process.env["TABLE_NAME"] ?? "";
const took = () => bus.taken.map(({ id }) => id);
const idsOf = (facts: World["facts"]) => facts().map(({ metadata }) => metadata.id);
/** What the bus took reaches the reactions, as often as it took it. */
async function hear(erp: World): Promise<void> {
  for (const id of took()) expect(await erp.deliver(erp.facts().find(({ metadata }) => metadata.id === id)!)).toEqual([]);
}
const parked = async () => {
  const { Items = [] } = await documentClient().send(
    new QueryCommand({
      TableName: table(),
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": "platform#-#parked-record#all" },
    }),
  );
  for (const { pk, sk } of Items) await documentClient().send(new DeleteCommand({ TableName: table(), Key: { pk, sk } }));
  return Items.map(({ record }) => String(record));
};

describe("the relay", () => {
  it("killed after the bus took the facts and before its checkpoint tells them twice, and they take effect once", async () => {
    const { erp, order, show, level } = await shop([{ sku: "A", onHand: 10 }]);
    const before = erp.facts().length;
    const id = await order([{ sku: "A", quantity: 3 }]);
    const line = relayLine((run) => run === 1);
    await line.carry(erp.facts().slice(before).map(recordOfFact));
    expect(line.runs()).toBe(2);
    expect(took()).toEqual([...idsOf(erp.facts).slice(before), ...idsOf(erp.facts).slice(before)]);
    await hear(erp);
    await erp.settle();
    expect(await show(id)).toMatchObject({ status: "reserved", billing: "invoiced" });
    expect(await level("A")).toMatchObject({ onHand: 10, reserved: 3 });
    await expectSound(erp);
  });

  it("offers again exactly the three of ten that the bus refused, and all ten take effect once", async () => {
    const { erp, order, level, show } = await shop([{ sku: "A", onHand: 10 }]);
    const before = erp.facts().length;
    const orders = [];
    for (let no = 0; no < 10; no += 1) orders.push(await order([{ sku: "A", quantity: 1 }]));
    const facts = erp.facts().slice(before);
    const refused = new Set([2, 5, 6].map((at) => facts[at]!.metadata.id));
    bus.refuse((id) => refused.delete(id));
    const line = relayLine();
    await line.carry(facts.map(recordOfFact));
    expect(bus.calls).toEqual([10, 3]);
    expect(line.runs()).toBe(1);
    expect(took().toSorted()).toEqual(facts.map(({ metadata }) => metadata.id).toSorted());
    await hear(erp);
    await erp.settle();
    expect(await level("A")).toMatchObject({ reserved: 10, available: 0, backOrdered: 0 });
    for (const shown of await Promise.all(orders.map(show))) expect(shown).toMatchObject({ status: "reserved", billing: "invoiced" });
    await expectSound(erp);
  });

  it("parks each record that is no fact with its whole body, carries the other 96 of its batch once, and moves on", async () => {
    const { erp, order } = await shop([{ sku: "A", onHand: 1 }]);
    await order([{ sku: "A", quantity: 1 }]);
    const [fact] = erp.facts("OrderPlaced");
    const numbered = (no: number) => ({ ...fact!, metadata: { ...fact!.metadata, id: `N${String(no).padStart(25, "0")}` } });
    const records = Array.from({ length: 100 }, (_, no) => recordOfFact(numbered(no)));
    const keys = (no: number) => ({ pk: "sales#acme#order#poison", sk: `event#poison-${no}` });
    const { context, name, metadata, data } = fact!;
    // No fact at all; a number beyond any language's; a set, which JSON cannot carry; a body as large as an item may be.
    records[17] = recordOf(keys(17), { nonsense: true });
    records[40] = recordOf(keys(40), { context, name, metadata, data: { ...data, total: 123_456_789_012_345_678_901n } });
    records[41] = recordOf(keys(41), { context, name, metadata, data: { ...data, marks: new Set(["poison"]) } });
    records[99] = recordOf(keys(99), { nonsense: "x".repeat(399_000) });
    const line = relayLine();
    await line.carry(records);
    expect(line.given).toEqual([]);
    expect(took()).toEqual([...Array(100).keys()].filter((no) => ![17, 40, 41, 99].includes(no)).map((no) => numbered(no).metadata.id));
    const bodies = await parked();
    expect(bodies.slice(0, 3).map((body) => JSON.parse(body))).toEqual([17, 40, 41].map((no) => records[no]?.dynamodb.NewImage));
    // The largest cannot be copied into an item; it stands at its own place, which is named.
    expect(JSON.parse(bodies[3]!)).toEqual(records[99]?.dynamodb.Keys);
    await line.carry([recordOfFact(numbered(100))]);
    expect(took().at(-1)).toBe(numbered(100).metadata.id);
  });

  it("away for 25 hours, its stream trimmed, loses nothing: every fact is published again, and takes effect once", async () => {
    const at = (hours: number) => reconcile({ id: "e", time: new Date(Date.now() + hours * 3_600_000).toISOString() } as never, lambdaContext() as never);
    // The reconciler was up to date before.
    await at(0);
    const { erp, order, show, level } = await shop([
      { sku: "A", onHand: 30 },
      { sku: "B", onHand: 5 },
    ]);
    await order([{ sku: "A", quantity: 1 }]);
    await erp.settle();
    const orders = [];
    for (let no = 0; no < 12; no += 1) orders.push(await order([{ sku: no % 2 === 0 ? "A" : "B", quantity: 1 }]));
    // A schedule that should have run at midnight and comes to it only now; a day earlier nothing was owed yet.
    await erp.run("finance/report-receivables", `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`);
    expect(erp.facts("ReceivablesReported")).toHaveLength(1);
    bus.taken.length = 0;
    await at(25);
    const missed = took().filter((id) => idsOf(erp.facts).includes(id));
    expect(missed.toSorted()).toEqual(idsOf(erp.facts).toSorted());
    for (const fact of erp.facts().filter(({ metadata }) => missed.includes(metadata.id))) expect(await erp.deliver(fact)).toEqual([]);
    await erp.settle();
    expect([(await level("A")).reserved, (await level("B")).reserved, (await level("B")).backOrdered]).toEqual([7, 5, 1]);
    const shown = await Promise.all(orders.map(show));
    expect(shown.map(({ billing }) => billing)).toEqual(orders.map(() => "invoiced"));
    expect(shown.filter(({ status }) => status === "reserved")).toHaveLength(11);
    await expectSound(erp);
  });
});
