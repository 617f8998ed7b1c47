import { expect, it } from "vitest";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { eur, newId, office } from "./office.ts";

const received = (values: readonly number[]) =>
  GoodsReceived.data.parse({
    receiptId: newId(),
    company: "MAIN",
    receivedOn: "2026-11-20",
    lines: values.map((minor, at) => ({ sku: `P${at}`, quantity: 1, value: eur(minor) })),
  });

it("posts what received goods are worth, once, and nothing where they cost nothing", async () => {
  const w = await office();
  const to = ["post-receipt-on-goods-received", "inventory", "GoodsReceived"] as const;
  await w.tell(...to, received([300, 45]), "2026-11-21");
  await w.tell(...to, received([0]), "2026-11-21");
  await w.sayAgain();
  expect(await w.closing({ period: "2026-11" })).toEqual({ 1200: 345, 2000: -345 });
});
