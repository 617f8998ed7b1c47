import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of an order's reservation, to its tenant only", async () => {
  const w = await world();
  const { id: customerId } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  await w.must("catalog/add-product", { body: { sku: "CHAIR", name: "Chair", kind: "goods", listPrice: { minor: 100, currency: "EUR" }, taxCode: "S19" } });
  await w.settle();
  await w.must("inventory/receive-goods", { body: { lines: [{ sku: "CHAIR", quantity: 5, unitCost: { minor: 40, currency: "EUR" } }] } });
  const { id: orderId } = await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 7 }] } });
  await w.settle();
  const told = await w.must("inventory/list-reservation-facts", { path: { orderId } });
  expect(told.map(({ name }: { name: string }) => name).toSorted()).toEqual(["StockFellShort", "StockReserved"]);
  expect(await (await world()).call("inventory/list-reservation-facts", { path: { orderId } })).toMatchObject({
    status: 404,
    body: { code: "reservation_not_found" },
  });
});
