import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";

/** The bundles that deploy, each under its own permissions, behind the gateway, the stream, the bus and the queues of the synthesised assembly. */
const eur = (minor: number) => ({ minor, currency: "EUR" });
const root = join(import.meta.dirname, "../..");

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}
const client =
  (url: string, token: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : text };
  };
const must = async (answered: Promise<Answered>): Promise<any> => {
  const { status, body } = await answered;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body.data;
};

describe("the deployed assembly", () => {
  let runtime: Runtime;
  const as = async (role: string, tenant = "acme") => client(runtime.url, await runtime.token({ tenant, role }));
  beforeAll(async () => {
    runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory" });
  }, 60_000);
  afterAll(() => runtime.stop());

  it("plays the main job with each role doing its own part, and refuses the others'", async () => {
    const [admin, sales, warehouse, books] = await Promise.all(["admin", "sales", "inventory", "finance"].map((role) => as(role)));
    const customerId = (await must(sales!("POST", "/sales/customers", { name: "Ada's Bikes" }))).id;
    await must(admin!("POST", "/catalog/products", { sku: "FRAME", name: "Frame", kind: "goods", listPrice: eur(38_000), taxCode: "S19" }));
    await runtime.idle();
    await must(warehouse!("POST", "/inventory/receipts", { lines: [{ sku: "FRAME", quantity: 3, unitCost: eur(21_000) }] }));
    expect((await sales!("POST", "/inventory/receipts", { lines: [] })).status).toBe(403);
    expect((await warehouse!("POST", "/sales/customers", { name: "x" })).status).toBe(403);
    expect((await client(runtime.url, "")("GET", "/sales/customers")).status).toBe(401);

    const opportunity = await must(sales!("POST", "/sales/opportunities", { customerId, title: "Spring", lines: [{ sku: "FRAME", quantity: 2 }] }));
    const key = { "idempotency-key": crypto.randomUUID() };
    const [won, again] = [
      await sales!("POST", `/sales/opportunities/${opportunity.id}/win`, {}, key),
      await sales!("POST", `/sales/opportunities/${opportunity.id}/win`, {}, key),
    ];
    expect([won.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
    expect(again.body).toEqual(won.body);
    const orderId = won.body.data.id;
    await runtime.idle();
    expect(await must(sales!("GET", `/sales/orders/${orderId}`))).toMatchObject({ status: "reserved", billing: "invoiced" });

    await must(warehouse!("POST", "/inventory/shipments", { orderId }));
    const [invoice] = await must(books!("GET", `/finance/invoices?orderId=${orderId}`));
    await must(books!("POST", "/finance/payments", { customerId, amount: invoice.total, method: "bank-transfer", allocations: [{ invoiceId: invoice.id }] }));
    await runtime.idle();
    expect(await must(sales!("GET", `/sales/orders/${orderId}`))).toMatchObject({ status: "completed" });
    const { totals } = await must(books!("GET", "/finance/trial-balance"));
    expect(totals).toEqual([{ currency: "EUR", debit: totals[0].credit, credit: totals[0].credit }]);
    expect(runtime.backstage.meter.report().reduce((sum, { tableRefusals }) => sum + tableRefusals, 0)).toBe(0);
  });

  it("lets every function do what its permissions were generated for: each route and each schedule runs", async () => {
    const admin = await as("admin", "roundtrip");
    const customer = await must(admin("POST", "/sales/customers", { name: "Roundtrip", email: "buyer@example.com", taxId: "DE123456789" }));
    await must(admin("PATCH", `/sales/customers/${customer.id}`, { paymentTermDays: 14 }));
    await must(admin("POST", "/catalog/products", { sku: "A", name: "A", kind: "goods", listPrice: eur(1_000), taxCode: "S19" }));
    await must(admin("PATCH", "/catalog/products/A", { name: "B" }));
    await runtime.idle();
    await must(admin("POST", "/inventory/receipts", { lines: [{ sku: "A", quantity: 2, unitCost: eur(500) }] }));
    await must(admin("POST", "/inventory/adjustments", { sku: "A", quantity: -1, reason: "damage" }));
    const lost = await must(admin("POST", "/sales/opportunities", { customerId: customer.id, title: "No" }));
    await must(admin("PATCH", `/sales/opportunities/${lost.id}`, { title: "Still no" }));
    await must(admin("POST", `/sales/opportunities/${lost.id}/lose`, { reason: "price" }));
    const order = await must(admin("POST", "/sales/orders", { customerId: customer.id, invoicing: "on-shipment", lines: [{ sku: "A", quantity: 2 }] }));
    await runtime.idle();
    await must(admin("POST", "/inventory/shipments", { orderId: order.id }));
    await must(admin("POST", "/inventory/receipts", { lines: [{ sku: "A", quantity: 5, unitCost: eur(510) }] }));
    await runtime.idle();
    await must(admin("POST", `/sales/orders/${order.id}/cancel`, { reason: "enough" }));
    await must(
      admin("POST", "/finance/journal-entries", {
        currency: "EUR",
        memo: "Rent",
        lines: [
          { account: "6000", debit: 500 },
          { account: "1000", credit: 500 },
        ],
      }),
    );
    await runtime.idle();
    const [invoice] = await must(admin("GET", `/finance/invoices?orderId=${order.id}`));
    const reads = [
      "/sales/customers",
      `/sales/customers/${customer.id}`,
      `/sales/customers/${customer.id}/timeline`,
      "/sales/opportunities",
      `/sales/opportunities/${lost.id}`,
      "/sales/orders",
      `/sales/orders/${order.id}`,
      "/catalog/products",
      "/catalog/products/A",
      "/inventory/stock-levels",
      "/inventory/stock-levels/A",
      `/inventory/reservations?orderId=${order.id}`,
      "/inventory/shipments",
      "/finance/accounts",
      `/finance/invoices?customerId=${customer.id}`,
      `/finance/invoices/${invoice.id}`,
      "/finance/journal-entries",
      "/finance/trial-balance",
      "/finance/receivables",
    ];
    for (const path of reads) expect([path, (await admin("GET", path)).status]).toEqual([path, 200]);
    for (const { name } of runtime.model.schedules) runtime.runSchedule(name);
    await runtime.idle();
    const refused = runtime.backstage.meter.report().filter(({ tableRefusals }) => tableRefusals > 0);
    expect(refused.map(({ functionName }) => functionName)).toEqual([]);
    expect(runtime.backstage.queues.all().filter((queue) => /dead/i.test(queue.model.name) && queue.counts().visible > 0)).toEqual([]);
    expect(runtime.model.functions.filter(({ name }) => (runtime.backstage.lambda.records.get(name)?.errors ?? 0) > 0).map(({ name }) => name)).toEqual([]);
  }, 60_000);

  it("shows one tenant nothing of another's", async () => {
    const [acme, globex] = [await as("admin", "walls-a"), await as("admin", "walls-b")];
    const { id } = await must(acme("POST", "/sales/customers", { name: "Secret" }));
    for (const [method, path, body] of [
      ["GET", `/sales/customers/${id}`],
      ["PATCH", `/sales/customers/${id}`, { name: "Mine now" }],
      ["GET", `/sales/customers/${id}/timeline`],
      ["POST", "/sales/orders", { customerId: id, lines: [{ sku: "A", quantity: 1, unitPrice: eur(1), taxCode: "Z" }] }],
    ] as const)
      expect([path, (await globex(method, path, body)).status]).toEqual([path, 404]);
    expect(await must(globex("GET", "/sales/customers"))).toEqual([]);
    expect((await must(acme("GET", `/sales/customers/${id}`))).name).toBe("Secret");
  });

  it("answers its documents without a token and nothing else", async () => {
    const nobody = client(runtime.url, "");
    for (const path of ["/health", "/openapi.json", "/docs", "/events"]) expect([path, (await nobody("GET", path)).status]).toEqual([path, 200]);
    expect((await nobody("GET", "/openapi.json")).body.paths["/sales/orders"]).toBeDefined();
    expect((await nobody("GET", "/nothing")).status).toBe(404);
  });
});

describe("a crash", () => {
  const folder = mkdtempSync(join(tmpdir(), "weft-crash-"));
  let running: ChildProcess | undefined;
  afterAll(() => {
    running?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(port: number): Promise<string> {
    running = spawn(process.execPath, [join(root, "local/start.ts"), "--assembly", inject("assemblyDir"), "--data", folder, "--port", String(port)], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    running.stdout?.on("data", (chunk) => (said += String(chunk)));
    for (let tries = 0; !said.includes("Weft is ready"); tries += 1) {
      if (tries > 1_800) throw new Error(`it did not start: ${said}`);
      await sleep(50);
    }
    return `http://127.0.0.1:${port}`;
  }
  const admin = async (url: string) => {
    const answer = await fetch(`${url}/_local/token`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-weft-local": "1" },
      body: JSON.stringify({ tenant: "acme", role: "admin" }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return client(url, token);
  };

  it("between an order and everything that follows from it loses nothing: the next start goes on", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    server.close();
    let call = await admin(await start(port));
    const { id: customerId } = await must(call("POST", "/sales/customers", { name: "Crash" }));
    await must(call("POST", "/catalog/products", { sku: "A", name: "A", kind: "goods", listPrice: eur(1_000), taxCode: "S19" }));
    for (let tries = 0; (await call("GET", "/inventory/stock-levels/A")).status !== 200 && tries < 100; tries += 1) await sleep(50);
    await must(call("POST", "/inventory/receipts", { lines: [{ sku: "A", quantity: 50, unitCost: eur(500) }] }));
    const placed: string[] = [];
    for (let no = 0; no < 8; no += 1) {
      placed.push((await must(call("POST", "/sales/orders", { customerId, lines: [{ sku: "A", quantity: 1 }] }))).id);
      if (no === 3) {
        running?.kill("SIGKILL");
        await once(running!, "exit");
        call = await admin(await start(port));
      }
    }
    // The power goes at a moment nobody chose, while five more are on their way; their clients send them again under the same keys.
    const more = (no: number) => call("POST", "/sales/orders", { customerId, lines: [{ sku: "A", quantity: 1 }] }, { "idempotency-key": `order-${no}` });
    const onTheirWay = Promise.allSettled([1, 2, 3, 4, 5].map(more));
    await sleep(Math.random() * 80);
    running?.kill("SIGKILL");
    await once(running!, "exit");
    call = await admin(await start(port));
    for (const [at, first] of (await onTheirWay).entries()) {
      const { id } = await must(more(at + 1));
      placed.push(id);
      // Whoever had an answer before the crash has the same one now.
      if (first.status === "fulfilled" && first.value.status === 201) expect(first.value.body.data.id).toBe(id);
    }
    for (const id of placed) {
      let order: any;
      for (let tries = 0; tries < 2_800; tries += 1) {
        order = await must(call("GET", `/sales/orders/${id}`));
        if (order.status === "reserved" && order.billing === "invoiced") break;
        await sleep(50);
      }
      expect([id, order.status, order.billing]).toEqual([id, "reserved", "invoiced"]);
    }
    expect(await must(call("GET", "/inventory/stock-levels/A"))).toMatchObject({ onHand: 50, reserved: 13 });
    const invoices: { number: string }[] = await must(call("GET", `/finance/invoices?customerId=${customerId}&limit=100`));
    expect(invoices.map(({ number }) => Number(number.split("-").at(-1))).toSorted((a, b) => a - b)).toEqual(placed.map((_, at) => at + 1));
    const { accounts, totals } = await must(call("GET", "/finance/trial-balance"));
    expect(totals).toEqual([{ currency: "EUR", debit: totals[0].credit, credit: totals[0].credit }]);
    expect(accounts.find(({ account }: { account: string }) => account === "1100").closing.minor).toBe(13 * 1_190);
  }, 300_000);
});
