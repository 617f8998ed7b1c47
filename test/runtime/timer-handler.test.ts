import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection } from "../../domain/kernel/collection.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { Once } from "../../functions/_runtime/request.ts";
import { TableStore } from "../../functions/_runtime/table-store.ts";
import { schedule } from "../../functions/_runtime/use-case.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";

const Shops = collection({
  context: "catalog",
  noun: "shop",
  owner: "system",
  schema: z.object({ version: z.int(), tenant: z.string() }),
  id: ({ tenant }) => tenant,
  indexes: { all: { slot: "gsi1", key: ({ tenant }) => ({ partition: ["all"], sort: [tenant] }) } },
});
const Nights = collection({
  context: "catalog",
  noun: "night",
  schema: z.object({ version: z.int(), date: z.string(), at: z.string() }),
  id: ({ date }) => date,
  indexes: {},
});
let broken = "";
const count = schedule({
  summary: "Count the night",
  every: "cron(15 1 * * ? *)",
  emits: [],
  touches: [Nights],
  tenants: Shops,
  async run({ store, now }) {
    const night = { version: 1, date: now.slice(0, 10), at: now };
    if ((await store.find(Nights, "2000-01-01")) !== undefined || broken === "all") throw new Error("broken");
    await store.commit(accept(null, [create(Nights, night, "already-done")]));
  },
});
const storeOf = (tenant: string) =>
  new TableStore({
    table: process.env["TABLE_NAME"] ?? "",
    scope: { useCase: "t", touches: [Shops, Nights], emits: [] },
    cause: { tenant, actor: "a", correlationId: "c", causationId: "r", depth: 0 },
    once: new Once(new Date()),
    remainingMs: () => 9_000,
  });
const at = (time: string) => count.handler({ id: "e", time } as never, lambdaContext());

beforeAll(openTable);

describe("a schedule", () => {
  it("runs once for each tenant at the time it was due, however often the timer fires, and one tenant's failure stops no other", async () => {
    for (const tenant of ["acme", "globex", "initech"]) await storeOf(tenant).commit(accept(null, [create(Shops, { version: 1, tenant })]));
    await at("2026-11-23T01:15:00Z");
    await at("2026-11-23T01:15:00Z");
    for (const tenant of ["acme", "globex", "initech"])
      expect(await storeOf(tenant).get(Nights, "2026-11-23")).toEqual({ version: 1, date: "2026-11-23", at: "2026-11-23T01:15:00.000Z" });

    await storeOf("globex").commit(accept(null, [create(Nights, { version: 1, date: "2000-01-01", at: "" })]));
    await expect(at("2026-11-24T01:15:00Z")).rejects.toThrow("failed for 1 tenants");
    expect(await storeOf("initech").find(Nights, "2026-11-24")).toBeDefined();
    expect(await storeOf("globex").find(Nights, "2026-11-24")).toBeUndefined();

    broken = "all";
    await expect(at("2026-11-25T01:15:00Z")).rejects.toThrow("failed for 3 tenants");
    await expect(count.handler({} as never, lambdaContext())).rejects.toThrow();
  });
});
