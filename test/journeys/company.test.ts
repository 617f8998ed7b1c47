import * as z from "zod";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { readBooks } from "../../examples/company/books.ts";
import { fill } from "../../examples/company/fill.ts";
import { planCompany } from "../../examples/company/plan.ts";
import { Client, withToken } from "../../examples/kit/client.ts";
import { checkDelivered } from "../../examples/kit/delivered.ts";
import { type Runtime, startRuntime } from "../../local/runtime.ts";

const wish = { seed: 7, orders: 40, lastDay: "2026-06-30" };
const now = () => new Date();

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory" });
}, 120_000);
afterAll(() => runtime?.stop());
const clientOf = async (tenant: string) => new Client(runtime.url, withToken(await runtime.token({ tenant, role: "admin" })));
const countOf = async (client: Client, path: string) => (await client.list(path, z.unknown())).length;

it("a company that was cut off goes on: every document once, every order as its story says, the books balanced, nothing lost", async () => {
  const client = await clientOf("bikes");
  const cutOff = fill(client, wish, now, ({ done }) => {
    if (done === 60) throw new Error("pulled the plug");
  });
  await expect(cutOff).rejects.toThrow("pulled the plug");
  let last = { done: 0, of: 1 };
  // It goes on with what it was begun with, whatever is asked for now.
  const filled = await fill(client, { ...wish, seed: 8, orders: 41 }, now, (progress) => (last = progress));
  expect(filled).toEqual({ did: "filled", wish, wentOn: true });
  expect(last.done).toBe(last.of);

  const { statuses, customers, steps } = planCompany(wish);
  const { orders, checks, receivables } = await readBooks(client, wish.lastDay);
  const wanted = Map.groupBy(statuses.values(), (status) => status);
  expect(Object.fromEntries(orders)).toEqual(Object.fromEntries([...wanted].map(([status, all]) => [status, all.length])));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(receivables).toBeGreaterThan(0);
  const planned = (kind: string) => steps.filter(({ action }) => action.kind === kind).length;
  expect(await countOf(client, "/sales/customers")).toBe(customers.length);
  expect(await countOf(client, "/sales/opportunities")).toBe(planned("deal"));
  expect(await countOf(client, "/inventory/shipments")).toBe(planned("shipment"));
  expect((await checkDelivered(runtime)).filter(({ ok }) => !ok)).toEqual([]);

  expect(await fill(client, wish, now, () => {})).toEqual({ did: "nothing", because: "has a company already, until 2026-06-30" });
}, 300_000);

it("a tenant with customers of its own is left as it is, and so is a company that was begun too long ago", async () => {
  const own = await clientOf("somebody");
  await own.post("/sales/customers", "own", { name: "Ada's Bikes", currency: "EUR" }, z.unknown());
  expect(await fill(own, wish, now, () => {})).toEqual({ did: "nothing", because: "has customers of its own" });
  expect(await countOf(own, "/catalog/products")).toBe(0);

  const old = await clientOf("forgotten");
  const yesterday = () => new Date(Date.now() - 25 * 3_600_000);
  const pulled = () => {
    throw new Error("pulled the plug");
  };
  await expect(fill(old, wish, yesterday, pulled)).rejects.toThrow("pulled the plug");
  const customers = await countOf(old, "/sales/customers");
  expect(await fill(old, wish, now, () => {})).toMatchObject({ did: "nothing", because: expect.stringContaining("too long ago to go on") });
  expect(await countOf(old, "/sales/customers")).toBe(customers);
}, 300_000);
