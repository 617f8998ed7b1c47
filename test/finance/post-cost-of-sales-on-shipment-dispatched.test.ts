import { expect, it } from "vitest";
import { anOrder, newId, office, shipped } from "./office.ts";

it("posts what shipped goods had cost, once, and nothing where they cost nothing", async () => {
  const w = await office();
  const to = ["post-cost-of-sales-on-shipment-dispatched", "inventory", "ShipmentDispatched"] as const;
  const order = anOrder([{ quantity: 2, minor: 1000 }]);
  await w.tell(...to, shipped(order, newId(), [[1, 1]], 250), "2026-11-24");
  await w.tell(...to, shipped(order, newId(), [[1, 1]], 0), "2026-11-24");
  await w.sayAgain();
  expect(await w.closing({ period: "2026-11" })).toEqual({ 1200: -250, 5000: 250 });
  expect(await w.closing({ period: "2026-10" })).toEqual({});
  expect(await w.must("finance/list-journal-entries", { query: { period: "2026-11" } })).toMatchObject([
    { postedOn: "2026-11-24", source: { type: "shipment" } },
  ]);
});
