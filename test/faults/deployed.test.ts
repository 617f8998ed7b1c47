import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const RESERVE = "reserve-stock-on-order-placed";
const INVOICE = "issue-invoice-on-order-placed";

interface Strike {
  /** Whose calls to the table, and which of them (any unless told). */
  readonly fn: string;
  readonly operation?: string;
  /** Before the call arrived, after it was done and before its answer, or so slow that the function's time ends first. */
  readonly fault: "before" | "after" | "slow";
  times: number;
}
let strikes: Strike[] = [];
/** The runtime draws among these: the strike that is due is certain, anything else never happens. */
const faults: Partial<Record<Strike["fault"], number>> = {};
function strikesNow(operation: string, functionName: string): boolean {
  const strike = strikes.find(({ fn, times, operation: only = operation }) => times > 0 && functionName.endsWith(fn) && only === operation);
  for (const fault of ["before", "after", "slow"] as const) faults[fault] = strike?.fault === fault ? 1 : 0;
  if (strike !== undefined) strike.times -= 1;
  return strike !== undefined;
}

/**
 * The assembly that deploys, but for the reservation's function: it has one second and takes itself to have a minute, so that nothing in it ends
 * in time and the platform ends it where it stands.
 */
function hurried(folder: string): string {
  const built = inject("assemblyDir");
  for (const name of readdirSync(built)) symlinkSync(join(built, name), join(folder, name));
  const inventory = readdirSync(built).find((name) => name.endsWith("Inventory.template.json"))!;
  const template = JSON.parse(readFileSync(join(built, inventory), "utf8"));
  const resources: { Type: string; Properties: any }[] = Object.values(template.Resources);
  const { Properties } = resources.find((each) => each.Type === "AWS::Lambda::Function" && each.Properties.FunctionName.endsWith(RESERVE))!;
  Properties.Timeout = 1;
  rmSync(join(folder, inventory));
  writeFileSync(join(folder, inventory), JSON.stringify(template));
  const asset = `asset.${Properties.Code.S3Key.replace(/\.zip$/, "")}`;
  rmSync(join(folder, asset));
  mkdirSync(join(folder, asset));
  writeFileSync(
    join(folder, asset, "index.cjs"),
    `const { handler: deployed } = require(${JSON.stringify(join(built, asset, "index.cjs"))});
exports.handler = (event, context) => deployed(event, { ...context, getRemainingTimeInMillis: () => 60_000 });
`,
  );
  return folder;
}

describe("as deployed", () => {
  const folder = mkdtempSync(join(tmpdir(), "weft-faults-"));
  const lines: string[] = [];
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime({
      assemblyDir: hurried(folder),
      port: 0,
      dataDir: "memory",
      chaos: { seed: 1, duplicate: 0, reorder: 0, faults, only: strikesNow, slowMs: 2_000 },
      // A queue's three minutes of patience pass in three seconds.
      timeScale: 60,
      onLine: (name, line) => void (name.endsWith(INVOICE) && lines.push(line)),
    });
  }, 60_000);
  beforeEach(() => {
    strikes = [];
  });
  afterAll(async () => {
    await runtime.stop();
    rmSync(folder, { recursive: true });
  });

  async function call(method: string, path: string, body?: object) {
    const authorization = `Bearer ${await runtime.token({ tenant: "acme", role: "admin" })}`;
    const headers = { authorization, "content-type": "application/json" };
    const answer = await fetch(new URL(path, runtime.url), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: answer.status, body: (await answer.json()) as any };
  }
  async function must(method: string, path: string, body?: object): Promise<any> {
    const answer = await call(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body.data;
  }
  /** Ten pieces of a product, and how a customer of its own orders one. */
  async function stocked(sku: string) {
    const { id: customerId } = await must("POST", "/sales/customers", { name: "Ada's Bikes" });
    await must("POST", "/catalog/products", { sku, name: sku, kind: "goods", listPrice: eur(10_000), taxCode: "S19" });
    await runtime.idle();
    await must("POST", "/inventory/receipts", { lines: [{ sku, quantity: 10, unitCost: eur(4_000) }] });
    await runtime.idle();
    return { customerId, order: { customerId, lines: [{ sku, quantity: 1 }] } };
  }
  const functionOf = (name: string) => runtime.backstage.lambda.records.get(runtime.model.functions.find((each) => each.name.endsWith(name))!.name)!;
  const queuesOf = (name: string) => {
    const { sourceArn } = runtime.model.mappings.find(({ functionName, kind }) => kind === "queue" && functionName.endsWith(name))!;
    const dead = runtime.model.queues.find(({ arn }) => arn === sourceArn)!.redrive!.deadLetterArn;
    return { queue: runtime.backstage.queues.get(sourceArn), dead: runtime.backstage.queues.get(dead) };
  };

  it("an answer of the table that is lost after the commit is asked for again under the same token: the caller gets 201 and there is one order", async () => {
    const { customerId, order } = await stocked("LOST");
    for (let no = 0; no < 3; no += 1) {
      strikes = [{ fn: "place-order", operation: "TransactWriteItems", fault: "after", times: 1 }];
      expect((await call("POST", "/sales/orders", order)).status).toBe(201);
      expect(strikes[0]?.times).toBe(0);
    }
    await runtime.idle();
    expect(await must("GET", "/inventory/stock-levels/LOST")).toMatchObject({ onHand: 10, reserved: 3 });
    expect(await must("GET", `/sales/orders?customerId=${customerId}`)).toHaveLength(3);
  });

  it.each([
    ["before it wrote anything", "READS", "BatchGetItem"],
    ["while its commit was on the way, which then arrived", "WRITES", "TransactWriteItems"],
  ])(
    "a reaction that is ended by its time %s comes again when its message is visible again, and takes effect once",
    async (_, sku, operation) => {
      const { order } = await stocked(sku);
      const failed = functionOf(RESERVE).errors;
      strikes = [{ fn: RESERVE, operation, fault: "slow", times: 1 }];
      const { id } = await must("POST", "/sales/orders", order);
      await runtime.idle(60_000);
      expect(strikes[0]?.times).toBe(0);
      expect(functionOf(RESERVE).errors).toBeGreaterThan(failed);
      expect(functionOf(RESERVE).lines.some((line) => line.includes("Task timed out"))).toBe(true);
      expect(await must("GET", `/inventory/stock-levels/${sku}`)).toMatchObject({ onHand: 10, reserved: 1, available: 9 });
      expect(await must("GET", `/sales/orders/${id}`)).toMatchObject({ status: "reserved", billing: "invoiced" });
      const { queue, dead } = queuesOf(RESERVE);
      expect([queue.list(), dead.list()]).toEqual([[], []]);
    },
    90_000,
  );

  it("a message that fails five times becomes a dead letter of its tenant and is counted; once the cause is mended it is redriven, takes effect once, and nothing is left", async () => {
    const { order } = await stocked("PARKED");
    strikes = [{ fn: INVOICE, fault: "before", times: Number.POSITIVE_INFINITY }];
    const { id } = await must("POST", "/sales/orders", order);
    const { queue, dead } = queuesOf(INVOICE);
    const letters = () => must("GET", "/platform/dead-letters");
    await expect.poll(letters, { timeout: 80_000, interval: 100 }).toHaveLength(1);
    expect(lines.filter((line) => line.includes('"ReactionFailed"')).length).toBeGreaterThanOrEqual(5);
    const [letter] = await letters();
    expect(letter).toMatchObject({ factName: "OrderPlaced", subject: id, useCase: `finance/${INVOICE}` });
    expect(await must("GET", `/sales/orders/${id}`)).toMatchObject({ status: "reserved", billing: "none" });

    strikes = [];
    // Twice, as two people would at once: one of them is told that it was done.
    const redrive = () => call("POST", `/platform/dead-letters/${letter.id}/redrive`, {});
    expect((await Promise.all([redrive(), redrive()])).map(({ status }) => status).sort()).toEqual([200, 409]);
    await runtime.idle(60_000);
    expect(await must("GET", `/sales/orders/${id}`)).toMatchObject({ status: "reserved", billing: "invoiced" });
    expect(await must("GET", `/finance/invoices?orderId=${id}`)).toHaveLength(1);
    expect(await must("GET", "/inventory/stock-levels/PARKED")).toMatchObject({ onHand: 10, reserved: 1 });
    expect(await letters()).toEqual([]);
    expect([queue.list(), dead.list()]).toEqual([[], []]);
  }, 120_000);
});
