import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createChaos, noChaos, type Chaos } from "../../local/table/chaos.ts";
import { createMeter, type Meter } from "../../local/meter/meter.ts";
import { openTableDoor, type TableDoor } from "../../local/table/table-door.ts";
import type { StreamRecord } from "../../local/table/table-door-stream-record.ts";
import { startEngine, type Engine } from "../../local/table/table-engine.ts";
import { createTables } from "../../local/table/table-engine-tables.ts";
import { accountId, allowAll, region, salesPolicy, tableArn, theTable } from "./fixtures.ts";

let engine: Engine;
let meter: Meter;
let records: StreamRecord[];
const open: { door: TableDoor; clients: DynamoDBClient[] }[] = [];

const throughDoor = async (chaos: Chaos = noChaos()) => {
  const door = await openTableDoor({
    engine: engine.endpoint,
    region,
    accountId,
    tables: [theTable],
    meter,
    chaos,
    callers: new Map([
      ["AKSALES", { functionName: "win-opportunity", statements: salesPolicy }],
      ["AKROOT", { functionName: "root", statements: allowAll }],
    ]),
    wanted: (_table, keys) => JSON.stringify(keys["sk"]).includes("event#"),
    onRecords: (made) => void records.push(...made),
  });
  const as = (accessKeyId: string) =>
    new DynamoDBClient({ endpoint: door.endpoint, region, credentials: { accessKeyId, secretAccessKey: "x" }, maxAttempts: 8 });
  const clients = [as("AKSALES"), as("AKROOT"), as("AKNOBODY")] as const;
  open.push({ door, clients: [...clients] });
  return { door, sales: clients[0], root: clients[1], nobody: clients[2] };
};
const item = (pk: string, sk = "#", more = {}) => ({ pk: { S: pk }, sk: { S: sk }, ...more });
const put = (pk: string, sk = "#", more = {}): TransactWriteItem => ({
  Put: { TableName: "weft", Item: item(pk, sk, more), ConditionExpression: "attribute_not_exists(pk)" },
});
const transact = (...TransactItems: TransactWriteItem[]) => new TransactWriteItemsCommand({ TransactItems });
const fresh = () => `sales#t#${Math.random()}`;

beforeAll(async () => {
  engine = await startEngine({ memory: true });
  await createTables(engine.endpoint, [theTable]);
});
beforeEach(() => {
  meter = createMeter();
  records = [];
});
afterAll(async () => {
  for (const { door, clients } of open) {
    for (const client of clients) client.destroy();
    await door.close();
  }
  await engine.stop();
});

describe("the door enforces the caller's policy (DynamoDB guide: IAM with transactions, fine-grained access control)", () => {
  test("a transaction in the own context passes; outside it, or outside a transaction, IAM's sentence comes back", async () => {
    const { sales } = await throughDoor();
    const pk = fresh();
    await sales.send(transact(put(pk)));
    await expect(sales.send(transact(put(fresh()), put(`finance#t#${Math.random()}`)))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringMatching(
        /^User: .*win-opportunity is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:.*:table\/weft because no identity-based policy allows the dynamodb:PutItem action$/,
      ),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(sales.send(new PutItemCommand({ TableName: "weft", Item: item(fresh()) }))).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(meter.report()[0]?.tableRefusals).toBe(2);
  });
  test("reads: items, batches and transactional gets by leading key; a query by the key of the index it names", async () => {
    const { sales } = await throughDoor();
    const Key = item("finance#t#x");
    const denied = { name: "AccessDeniedException" };
    await expect(sales.send(new GetItemCommand({ TableName: "weft", Key }))).rejects.toMatchObject(denied);
    await expect(sales.send(new BatchGetItemCommand({ RequestItems: { weft: { Keys: [item("sales#t#x"), Key] } } }))).rejects.toMatchObject(denied);
    await expect(sales.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName: "weft", Key } }] }))).rejects.toMatchObject(denied);
    const query = (value: string, names = {}) =>
      new QueryCommand({
        TableName: "weft",
        IndexName: "gsi1",
        KeyConditionExpression: "#p = :p AND begins_with(gsi1sk, :s)",
        ExpressionAttributeNames: { "#p": "gsi1pk", ...names },
        ExpressionAttributeValues: { ":p": { S: value }, ":s": { S: "a" } },
      });
    await expect(sales.send(query("finance#t#owner"))).rejects.toMatchObject({ ...denied, message: expect.stringContaining("/index/gsi1") });
    await expect(sales.send(query("sales#t#owner"))).resolves.toMatchObject({ Count: 0 });
    await expect(sales.send(new GetItemCommand({ TableName: "weft", Key: item("sales#t#x") }))).resolves.toBeDefined();
    await expect(sales.send(new ScanCommand({ TableName: "weft" }))).rejects.toMatchObject({ ...denied, message: expect.stringContaining("explicit deny") });
  });
  test("a key nobody was given is no caller", async () => {
    const { nobody } = await throughDoor();
    await expect(nobody.send(new GetItemCommand({ TableName: "weft", Key: item("sales#t#x") }))).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });
});

describe("the meter counts what DynamoDB bills (DynamoDB guide: read and write operations)", () => {
  const used = () => meter.report()[0];
  test.each([
    ["one transactional put of up to 1 KB: 2", {}, 2, 0],
    ["… held by one index: 1 more", { gsi1pk: { S: "sales#t#o" }, gsi1sk: { S: "1" } }, 3, 1],
    ["… of 1.5 KB with an index: 2 × 2 + 2", { gsi1pk: { S: "sales#t#o" }, gsi1sk: { S: "1" }, v: { S: "x".repeat(1500) } }, 6, 2],
  ] as const)("%s", async (_name, more, write, indexWrite) => {
    const { sales } = await throughDoor();
    await sales.send(transact(put(fresh(), "#", more)));
    expect(used()).toMatchObject({ writeUnits: write, indexWriteUnits: indexWrite, readUnits: 0 });
  });
  test("an update that moves an index key: 2 + 2", async () => {
    const { sales } = await throughDoor();
    const pk = fresh();
    await sales.send(transact(put(pk, "#", { gsi1pk: { S: "sales#t#o" }, gsi1sk: { S: "1" } })));
    const update = (UpdateExpression: string): TransactWriteItem => ({
      Update: { TableName: "weft", Key: item(pk), UpdateExpression, ExpressionAttributeValues: { ":v": { S: "2" } } },
    });
    meter.reset();
    await sales.send(transact(update("SET gsi1sk = :v")));
    expect(used()).toMatchObject({ writeUnits: 4, indexWriteUnits: 2 });
  });
  test("an update of what an index does not project leaves that index alone (DynamoDB guide: GSI, storage and write considerations)", async () => {
    const { sales } = await throughDoor();
    const pk = fresh();
    const update = (value: string): TransactWriteItem => ({
      Update: { TableName: "weft", Key: item(pk), UpdateExpression: "SET v = :v", ExpressionAttributeValues: { ":v": { S: value } } },
    });
    await sales.send(transact(put(pk, "#", { gsi2pk: { S: "sales#t#o" }, gsi2sk: { S: "1" } })));
    meter.reset();
    await sales.send(transact(update("b")));
    expect(used()).toMatchObject({ writeUnits: 2, indexWriteUnits: 0 });
  });
  test("gets: half a unit, one when consistent, two in a transaction; a failed condition costs too", async () => {
    const { sales } = await throughDoor();
    const pk = fresh();
    await sales.send(transact(put(pk)));
    const reads = async (send: () => Promise<unknown>) => {
      meter.reset();
      await send();
      return used()?.readUnits;
    };
    expect(await reads(() => sales.send(new GetItemCommand({ TableName: "weft", Key: item(pk) })))).toBe(0.5);
    expect(await reads(() => sales.send(new GetItemCommand({ TableName: "weft", Key: item(pk), ConsistentRead: true })))).toBe(1);
    expect(await reads(() => sales.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName: "weft", Key: item(pk) } }] })))).toBe(2);
    meter.reset();
    await expect(sales.send(transact(put(pk)))).rejects.toMatchObject({ name: "TransactionCanceledException" });
    expect(used()?.writeUnits).toBe(2);
  });
  test("the caller sees the capacity it asked for and no more", async () => {
    const { sales } = await throughDoor();
    const send = async (ask: { ReturnConsumedCapacity?: "TOTAL" | "INDEXES" }) =>
      (await sales.send(new TransactWriteItemsCommand({ TransactItems: [put(fresh(), "#", { gsi1pk: { S: "sales#t" }, gsi1sk: { S: "1" } })], ...ask })))
        .ConsumedCapacity;
    expect(await send({})).toBeUndefined();
    expect((await send({ ReturnConsumedCapacity: "TOTAL" }))?.[0]).toMatchObject({ CapacityUnits: 3 });
    expect((await send({ ReturnConsumedCapacity: "TOTAL" }))?.[0]?.GlobalSecondaryIndexes).toBeUndefined();
    expect((await send({ ReturnConsumedCapacity: "INDEXES" }))?.[0]?.GlobalSecondaryIndexes?.["gsi1"]?.CapacityUnits).toBe(1);
  });
});

describe("stream records are derived from what succeeded (API reference: StreamRecord)", () => {
  test("a created fact is an INSERT with its image; what no consumer wants leaves nothing", async () => {
    const { sales } = await throughDoor();
    const pk = fresh();
    await sales.send(transact(put(pk), put(pk, "event#1", { n: { N: "7" } })));
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: region,
      eventSourceARN: theTable.streamArn,
      dynamodb: { Keys: item(pk, "event#1"), NewImage: item(pk, "event#1", { n: { N: "7" } }), StreamViewType: "NEW_IMAGE" },
    });
  });
  test("a refused transaction leaves none; an update shows the image after it; a delete shows keys only", async () => {
    const { sales, root } = await throughDoor();
    const pk = fresh();
    await sales.send(transact(put(pk, "event#1")));
    await expect(sales.send(transact(put(pk, "event#1")))).rejects.toThrow();
    await sales.send(
      transact({ Update: { TableName: "weft", Key: item(pk, "event#1"), UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": { N: "2" } } } }),
    );
    await sales.send(transact({ Delete: { TableName: "weft", Key: item(pk, "event#1") } }));
    await sales.send(transact({ Delete: { TableName: "weft", Key: item(pk, "event#1") } }));
    await root.send(new PutItemCommand({ TableName: "weft", Item: item(pk, "event#2") }));
    await sales.send(
      transact({
        Put: { TableName: "weft", Item: item(pk, "event#2"), ConditionExpression: "attribute_not_exists(#x)", ExpressionAttributeNames: { "#x": "sealed" } },
      }),
    );
    expect(records.map((record) => record.eventName)).toEqual(["INSERT", "MODIFY", "REMOVE", "INSERT", "MODIFY"]);
    expect(records[1]?.dynamodb.NewImage).toMatchObject({ n: { N: "2" } });
    expect(records[2]?.dynamodb.NewImage).toBeUndefined();
    const numbers = records.map((record) => record.dynamodb.SequenceNumber);
    expect([...numbers].sort()).toEqual(numbers);
  });
});

describe("faults, from a seed", () => {
  const add = (pk: string): TransactWriteItem => ({
    Update: { TableName: "weft", Key: item(pk), UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": { N: "10" } } },
  });
  test("a connection that dies after the commit: the SDK's token makes its retry a no-op, with one set of records", async () => {
    const chaos = createChaos({ seed: 7, faults: { after: 0.4 }, only: (operation) => operation === "TransactWriteItems", duplicate: 0, reorder: 0 });
    const { sales, root } = await throughDoor(chaos);
    const pk = fresh();
    for (let at = 0; at < 10; at += 1) await sales.send(transact(add(pk), put(pk, `event#${at}`)));
    expect(chaos.fired.after).toBeGreaterThan(0);
    expect((await root.send(new GetItemCommand({ TableName: "weft", Key: item(pk) }))).Item?.["n"]).toEqual({ N: "100" });
    expect(records).toHaveLength(10);
  });
  test("conflicts are not retried by the SDK and name TransactionConflict; nothing is written", async () => {
    const chaos = createChaos({ seed: 1, faults: { conflict: 1 }, duplicate: 0, reorder: 0 });
    const { sales, root } = await throughDoor(chaos);
    const pk = fresh();
    await expect(sales.send(transact(add(pk), put(pk, "event#1")))).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: expect.arrayContaining([expect.objectContaining({ Code: "TransactionConflict" })]),
    });
    expect(chaos.fired.conflict).toBe(1);
    expect((await root.send(new GetItemCommand({ TableName: "weft", Key: item(pk) }))).Item).toBeUndefined();
    expect(records).toHaveLength(0);
  });
  test("throttles and lost calls before the commit are retried by the SDK", async () => {
    const chaos = createChaos({ seed: 3, faults: { before: 0.2, throttle: 0.2, slow: 0.2 }, slowMs: 1 });
    const { sales } = await throughDoor(chaos);
    const pk = fresh();
    await Promise.all(Array.from({ length: 12 }, () => sales.send(new GetItemCommand({ TableName: "weft", Key: item(pk) })).catch(() => undefined)));
    expect(chaos.fired.before).toBeGreaterThan(0);
    expect(chaos.fired.throttle).toBeGreaterThan(0);
    expect(chaos.fired.slow).toBeGreaterThan(0);
  });
  test("stale reads (DynamoDB guide, read consistency): gets and index queries show the past, consistent reads never do", async () => {
    const chaos = createChaos({ seed: 1, stale: 1, staleMs: 60_000 });
    const { sales } = await throughDoor(chaos);
    const pk = fresh();
    const owner = `sales#t#${Math.random()}`;
    const get = async (ConsistentRead: boolean) => (await sales.send(new GetItemCommand({ TableName: "weft", Key: item(pk), ConsistentRead }))).Item?.["v"]?.S;
    const listed = async () =>
      (
        await sales.send(
          new QueryCommand({ TableName: "weft", IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :p", ExpressionAttributeValues: { ":p": { S: owner } } }),
        )
      ).Items?.map((found) => found["v"]?.S);
    const index = { gsi1pk: { S: owner }, gsi1sk: { S: "1" } };
    await sales.send(transact(put(pk, "#", { ...index, v: { S: "one" } })));
    expect([await get(true), await get(false), await listed()]).toEqual(["one", undefined, []]);
    expect(chaos.fired.stale).toBe(2);
    const brief = createChaos({ seed: 1, stale: 1, staleMs: 150 });
    const door = await throughDoor(brief);
    await door.sales.send(
      transact({ Update: { TableName: "weft", Key: item(pk), UpdateExpression: "SET v = :v", ExpressionAttributeValues: { ":v": { S: "two" } } } }),
    );
    const ask = async () => (await door.sales.send(new GetItemCommand({ TableName: "weft", Key: item(pk) }))).Item?.["v"]?.S;
    expect(await ask()).toBe("one");
    await new Promise((resolve) => setTimeout(resolve, 160));
    expect(await ask()).toBe("two");
  });
  test("the same seed draws the same faults", () => {
    const draw = () => {
      const chaos = createChaos({ seed: 42, faults: { before: 0.1, after: 0.1, conflict: 0.1 } });
      return Array.from({ length: 200 }, () => chaos.fault("TransactWriteItems", "f")?.name ?? "-").join("");
    };
    expect(draw()).toBe(draw());
    expect(draw()).toContain("conflict");
  });
});

test("a stream that shows old images stops the start", async () => {
  await expect(
    openTableDoor({
      engine: engine.endpoint,
      region,
      accountId,
      tables: [{ ...theTable, arn: tableArn, streamViewType: "OLD_IMAGE" }],
      callers: new Map(),
      meter,
      chaos: noChaos(),
      wanted: () => true,
      onRecords: () => undefined,
    }),
  ).rejects.toThrow("derives NEW_IMAGE and KEYS_ONLY only");
});
