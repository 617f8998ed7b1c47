import { afterEach, describe, expect, inject, it } from "vitest";
import { log } from "../../functions/_runtime/observed.ts";
import { startRuntime } from "../../local/runtime.ts";
import { confided, leaksIn, takeLines } from "../kit/logs.ts";
import { world } from "../kit/world.ts";

const customer = { name: "Zephyrine Quillfeather", email: "zephyrine@quillfeather.example", phone: "+49 30 5550001", taxId: "DE 999 888 777" };
/** Every test file has this check after each test; here it is seen to work. */
describe("the check of log lines", () => {
  afterEach(() => void takeLines());

  it("hears what functions in this process log, at the level that deploys", async () => {
    const erp = await world();
    await erp.must("sales/register-customer", { body: customer });
    await erp.settle();
    const lines = takeLines();
    expect(lines.filter((line) => line.includes('"message":"answered"')).length).toBe(1);
    expect(lines.filter((line) => line.includes('"message":"reacted"')).length).toBeGreaterThan(0);
    expect(leaksIn(lines)).toEqual([]);
  });

  it("hears what functions behind the runtime log, refusals and mistakes included", async () => {
    const runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory" });
    try {
      const authorization = `Bearer ${await runtime.token({ tenant: "acme", role: "sales" })}`;
      const call = (body: object) =>
        fetch(`${runtime.url}/sales/customers`, { method: "POST", headers: { authorization, "content-type": "application/json" }, body: JSON.stringify(body) });
      confided.note(customer);
      expect([(await call(customer)).status, (await call({ ...customer, version: 1 })).status]).toEqual([201, 400]);
      await runtime.idle();
      const lines = takeLines();
      expect(lines.filter((line) => line.includes('"message":"answered"')).length).toBe(2);
      expect(leaksIn(lines)).toEqual([]);
    } finally {
      await runtime.stop();
    }
  });

  it.each([
    ["a name that was sent", { customer: customer.name }],
    ["an e-mail address", { to: "somebody@example.org" }],
    ["a telephone number", { call: "+493055500017" }],
    ["a bank account", { iban: "DE89370400440532013000" }],
    ["a token", { authorization: "Bearer abcdefghijklmnopqrstuvwxyz" }],
    ["a signed token", { with: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl" }],
  ])("sees %s", async (_what, told) => {
    confided.note(customer);
    log().info("said too much", told);
    const lines = takeLines();
    expect(lines.length).toBe(1);
    expect(leaksIn(lines).length).toBeGreaterThan(0);
  });

  it("takes ids, hashes and times for what they are", () => {
    log().info("answered", { requestId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B", number: "MAIN-2026-000001", at: "2026-11-23T09:30:00.000Z", sku: "CHAIR-OAK" });
    expect(leaksIn(takeLines())).toEqual([]);
  });
});
