import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows a shipment with its lines, to its tenant only", async () => {
  const w = await world();
  const { id: customerId } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  await w.must("catalog/add-product", { body: { sku: "CHAIR", name: "Chair", kind: "goods", listPrice: { minor: 100, currency: "EUR" }, taxCode: "S19" } });
  await w.settle();
  await w.must("inventory/receive-goods", { body: { lines: [{ sku: "CHAIR", quantity: 5, unitCost: { minor: 40, currency: "EUR" } }] } });
  const { id: orderId } = await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 7 }] } });
  await w.settle();
  const { id } = await w.must("inventory/dispatch-shipment", { body: { orderId } });
  await w.settle();
  expect(await w.must("inventory/show-shipment", { path: { id } })).toMatchObject({ id, orderId, lines: [{ sku: "CHAIR", quantity: 5 }] });
  expect(await (await world()).call("inventory/show-shipment", { path: { id } })).toMatchObject({ status: 404, body: { code: "shipment_not_found" } });
});
