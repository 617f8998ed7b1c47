import { beforeEach, expect, test } from "vitest";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, eur, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-shipment-dispatched";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
});
const told = (more: object = {}) =>
  factOf(w, ShipmentDispatched, {
    ...about,
    shipmentId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    company: "MAIN",
    invoicing: "on-order" as const,
    dispatchedAt: "2026-11-23T09:30:00.000Z",
    cost: eur(800),
    lines: [
      { lineNo: 1, sku: "CHAIR", quantity: 5, cost: eur(500) },
      { lineNo: 2, sku: "TABLE", quantity: 1.5, cost: eur(300) },
    ],
    ...more,
  });

test("shows what left, though its reservation was not heard", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "partly-shipped",
    fulfilment: "partly-shipped",
    lines: [{ reserved: 0, shipped: 5 }, { shipped: 1.5 }, { shipped: 0 }],
  });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "ShipmentDispatched",
    context: "inventory",
    title: "Shipment dispatched (2 lines)",
    orderId: about.orderId,
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "partly-shipped",
    fulfilment: "partly-shipped",
    lines: [{ reserved: 0, shipped: 5 }, { shipped: 1.5 }, { shipped: 0 }],
  });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});
