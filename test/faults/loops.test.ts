import { beforeAll, expect, it } from "vitest";
import { accept } from "../../domain/kernel/decision.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { reaction } from "../../functions/_runtime/use-case.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable, type ToldFact, toldTo } from "../kit/table.ts";

/** A rule that matches what its own function says. */
const echo = reaction({
  summary: "Revise what was revised",
  on: ProductRevised,
  emits: [ProductRevised],
  touches: [],
  async run({ sku }, { store }) {
    await store.commit(accept(null, [], [ProductRevised.of({ sku, name: "Again", kind: "goods", unit: "piece", taxCode: "Z", status: "active" })]));
  },
});

beforeAll(openTable);

it("a reaction that hears itself stops at the twelfth fact: its message fails at every try, so that it is parked and alarmed", async () => {
  const tenant = "loop-1";
  const hear = async ({ context, name, metadata, data }: ToldFact) => {
    const body = JSON.stringify({ source: `weft.${context}`, "detail-type": name, detail: { metadata, data } });
    return (await echo.handler({ Records: [{ messageId: "m", body }] } as never, lambdaContext())).batchItemFailures.length === 0;
  };
  const metadata = { tenant, version: 1, occurredAt: "2026-11-23T09:00:00.000Z", actor: "user:ada", correlationId: "c", causationId: "r", causationDepth: 1 };
  const data = { sku: Sku.parse("A"), name: "A", kind: "goods", unit: "piece", taxCode: "Z", status: "active" };
  let last: ToldFact = { context: "catalog", name: "ProductRevised", metadata: { ...metadata, id: "f1", subject: "A" }, data };
  let hops = 1;
  while (await hear(last)) {
    last = toldTo(tenant).at(-1)!;
    hops += 1;
    expect(hops).toBeLessThan(50);
  }
  expect(hops).toBe(12);
  expect(toldTo(tenant).map((fact) => fact.metadata.causationDepth)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (let tries = 2; tries <= 5; tries += 1) expect(await hear(last)).toBe(false);
  expect(toldTo(tenant)).toHaveLength(11);
});
