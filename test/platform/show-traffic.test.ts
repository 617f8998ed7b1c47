import { ulid } from "ulid";
import { beforeAll, expect, it } from "vitest";
import { countsOf, trafficOf, hoursUntil } from "../../domain/platform/traffic.ts";
import { handler as confirm } from "../../functions/platform/confirm-facts.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";
import { world } from "../kit/world.ts";

beforeAll(openTable);

const told = (tenant: string, source: string, name: string, at: number, causedAt?: number) => {
  const causation = causedAt === undefined ? { causationId: "request", causationDepth: 1 } : { causationId: ulid(causedAt), causationDepth: 2 };
  const metadata = { id: ulid(at), tenant, occurredAt: new Date(at).toISOString(), ...causation };
  return { body: JSON.stringify({ source: `weft.${source}`, "detail-type": name, detail: { metadata, data: {} } }) };
};
const hear = (records: readonly object[]) => confirm({ Records: records } as never, lambdaContext() as never);

it("shows what travelled and how fast, each batch counted once, to its tenant only", async () => {
  const [w, other] = [await world(), await world()];
  const now = Date.now();
  const batch = [
    told(w.tenant, "sales", "OrderPlaced", now - 5_000),
    told(w.tenant, "inventory", "StockReserved", now - 4_970, now - 5_000),
    told(w.tenant, "inventory", "StockReserved", now - 4_950, now - 5_000),
    // An hour late: an outage, not a hop.
    told(w.tenant, "finance", "InvoiceIssued", now, now - 4_000_000),
    told(other.tenant, "sales", "OrderPlaced", now - 5_000),
  ];
  await hear(batch);
  await hear(batch);
  await hear([told(w.tenant, "sales", "OrderPlaced", now - 20)]);
  const traffic = await w.must("platform/show-traffic", { query: { hours: "2" } });
  expect(traffic.facts).toEqual([
    { context: "finance", name: "InvoiceIssued", count: 1 },
    { context: "inventory", name: "StockReserved", count: 2, meanMs: 40 },
    { context: "sales", name: "OrderPlaced", count: 2 },
  ]);
  expect((await other.must("platform/show-traffic")).facts).toEqual([{ context: "sales", name: "OrderPlaced", count: 1 }]);
  expect((await w.call("platform/show-traffic", { query: { hours: "73" } })).status).toBe(400);
});

it("adds hours up and knows where they begin", () => {
  expect(hoursUntil("2026-01-01T01:30:00.000Z", 3)).toEqual(["2025-12-31T23", "2026-01-01T00", "2026-01-01T01"]);
  const hour = {
    version: 1,
    hour: "x",
    ...countsOf([{ context: "sales", name: "OrderPlaced", occurredAt: "2026-01-01T00:00:00.100Z", causedAt: Date.parse("2026-01-01") }]),
  };
  expect(trafficOf("2025-12-31T23", [hour, hour])).toEqual({
    from: "2025-12-31T23:00:00.000Z",
    facts: [{ context: "sales", name: "OrderPlaced", count: 2, meanMs: 100 }],
  });
});
