import { expect, it } from "vitest";
import { StockAdjusted } from "../../events/inventory/stock-adjusted.ts";
import { eur, newId, office } from "./office.ts";

const adjusted = (quantity: number, minor: number) =>
  StockAdjusted.data.parse({ adjustmentId: newId(), company: "MAIN", adjustedOn: "2026-11-20", sku: "DESK", quantity, value: eur(minor), reason: "count" });

it("posts what is gone as an expense and what was found against it, once each", async () => {
  const w = await office();
  const to = ["post-adjustment-on-stock-adjusted", "inventory", "StockAdjusted"] as const;
  await w.tell(...to, adjusted(-3, -300), "2026-11-21");
  await w.tell(...to, adjusted(1, 100), "2026-11-21");
  await w.tell(...to, adjusted(-1, 0), "2026-11-21");
  await w.sayAgain();
  expect(await w.closing({ period: "2026-11" })).toEqual({ 1200: -200, 5100: 200 });
  expect((await w.must("finance/list-journal-entries", { query: { period: "2026-11" } })).length).toBe(2);
});
