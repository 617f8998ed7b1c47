import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection } from "../../domain/kernel/collection.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { reaction } from "../../functions/_runtime/use-case.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable, toldTo } from "../kit/table.ts";

const Echo = z.object({ version: z.int(), sku: Sku, actor: z.string() });
const Echoes = collection({ context: "catalog", noun: "echo", schema: Echo, id: ({ sku }) => sku, indexes: {} });
let falls: (sku: string) => boolean = () => false;
const echo = reaction({
  summary: "Echo a listed product",
  on: ProductListed,
  emits: [ProductRevised],
  touches: [Echoes],
  async run({ sku }, { store, actor }) {
    if (falls(sku)) throw new Error("not now");
    const told = ProductRevised.of({ sku, name: "x", kind: "goods", unit: "piece", taxCode: "Z", status: "active" });
    await store.commit(accept(null, [create(Echoes, { version: 1, sku, actor }, "already-done")], [told]));
  },
});

let tenants = 0;
const newTenant = () => `queue-${(tenants += 1)}`;
const message = (tenant: string, sku: string, over: { source?: string; name?: string; depth?: number; version?: number } = {}) => ({
  messageId: sku,
  body: JSON.stringify({
    source: over.source ?? "weft.catalog",
    "detail-type": over.name ?? "ProductListed",
    detail: {
      metadata: {
        id: `id-${sku}`,
        tenant,
        version: over.version ?? 1,
        occurredAt: "2026-11-23T09:00:00.000Z",
        actor: "user:ada",
        correlationId: "story-1",
        causationId: "r",
        causationDepth: over.depth ?? 1,
        subject: sku,
        added: "later",
      },
      data: { sku, name: "Chair", kind: "goods", unit: "piece", taxCode: "Z", fieldOfTomorrow: true },
    },
  }),
});
const hear = (Records: unknown[]) => echo.handler({ Records } as never, lambdaContext());

beforeAll(openTable);

describe("a reaction behind its queue", () => {
  it("acts once however often it hears, in the same story and one step deeper", async () => {
    const tenant = newTenant();
    expect(await hear([message(tenant, "A"), message(tenant, "A")])).toEqual({ batchItemFailures: [] });
    expect(await hear([message(tenant, "A")])).toEqual({ batchItemFailures: [] });
    expect(toldTo(tenant)).toMatchObject([{ metadata: { correlationId: "story-1", causationId: "id-A", causationDepth: 2, actor: "weft:weft" } }]);
  });

  it("acts once even when heard ten times at once", async () => {
    const tenant = newTenant();
    await Promise.all(Array.from({ length: 10 }, () => hear([message(tenant, "A")])));
    expect(toldTo(tenant)).toHaveLength(1);
  });

  it("reports only what failed, so that the rest is not done again", async () => {
    const tenant = newTenant();
    falls = (sku) => sku === "B";
    expect(await hear([message(tenant, "A"), message(tenant, "B"), message(tenant, "C")])).toEqual({ batchItemFailures: [{ itemIdentifier: "B" }] });
    falls = () => false;
    expect(await hear([message(tenant, "B")])).toEqual({ batchItemFailures: [] });
    expect(toldTo(tenant).map(({ data }) => data.sku)).toEqual(["A", "C", "B"]);
  });

  it.each([
    ["another source", { source: "partner.1" }],
    ["another fact", { name: "ProductRevised" }],
    ["another version", { version: 2 }],
    ["a chain that loops", { depth: 12 }],
  ])("does not take %s for what it hears", async (_, over) => {
    const tenant = newTenant();
    expect(await hear([message(tenant, "A", over)])).toEqual({ batchItemFailures: [{ itemIdentifier: "A" }] });
    expect(toldTo(tenant)).toEqual([]);
  });

  it("parks what cannot be read, and a tenant that is none", async () => {
    expect(await hear([{ messageId: "1", body: "{" }, { messageId: "2", body: "{}" }, message("a#b", "A")])).toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }, { itemIdentifier: "2" }, { itemIdentifier: "A" }],
    });
  });
});
