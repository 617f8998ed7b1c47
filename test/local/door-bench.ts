import { DynamoDBClient, TransactWriteItemsCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { startEngine } from "../../local/table-engine.ts";
import { createTables, engineClient } from "../../local/table-engine-tables.ts";
import { openTableDoor } from "../../local/table-door.ts";
import { createMeter } from "../../local/meter.ts";
import { noChaos } from "../../local/chaos.ts";
import { theTable, allowAll } from "./fixtures.ts";

const engine = await startEngine({ memory: true });
await createTables(engine.endpoint, [theTable]);
let records = 0;
const meter = createMeter();
const door = await openTableDoor({ engine: engine.endpoint, region: "eu-central-1", accountId: "000000000000", tables: [theTable], callers: new Map([["AKFN", { functionName: "fn", statements: allowAll }]]), meter, chaos: noChaos(), wanted: (_t, k) => JSON.stringify(k).includes("event#"), onRecords: (r) => { records += r.length; } });
const via = new DynamoDBClient({ endpoint: door.endpoint, region: "eu-central-1", credentials: { accessKeyId: "AKFN", secretAccessKey: "x" } });
const direct = engineClient(engine.endpoint);
let n = 0;
const tx = (c: DynamoDBClient) => { n++; return c.send(new TransactWriteItemsCommand({ TransactItems: [
  { Put: { TableName: "weft", Item: { pk: { S: `sales#t#a#${n}` }, sk: { S: "#" }, v: { S: "x".repeat(300) } }, ConditionExpression: "attribute_not_exists(pk)" } },
  { Put: { TableName: "weft", Item: { pk: { S: `sales#t#a#${n}` }, sk: { S: `event#${n}` }, v: { S: "x".repeat(300) } }, ConditionExpression: "attribute_not_exists(pk)" } }] })); };
const get = (c: DynamoDBClient) => c.send(new GetItemCommand({ TableName: "weft", Key: { pk: { S: "sales#t#a#1" }, sk: { S: "#" } } }));
const time = async (name: string, f: () => Promise<unknown>) => { for (let i = 0; i < 100; i++) await f(); const ts: number[] = []; for (let i = 0; i < 500; i++) { const t = performance.now(); await f(); ts.push(performance.now() - t); } ts.sort((a, b) => a - b); console.log(name, "p50", ts[250]!.toFixed(3), "p90", ts[450]!.toFixed(3)); };
for (let round = 0; round < 2; round++) { await time("get direct", () => get(direct)); await time("get door", () => get(via)); await time("tx direct", () => tx(direct)); await time("tx door", () => tx(via)); }
console.log(records, meter.report());
via.destroy(); direct.destroy(); await door.close(); await engine.stop();
