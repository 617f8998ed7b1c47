import { beforeEach, expect, test } from "vitest";
import { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-stock-reserved";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
});
const told = (more: object = {}) =>
  factOf(w, StockReserved, {
    ...about,
    cause: "order" as const,
    lines: [
      { lineNo: 1, sku: "CHAIR", reserved: 2, backOrdered: 3 },
      { lineNo: 2, sku: "TABLE", reserved: 3, backOrdered: 0 },
    ],
    ...more,
  });

test("shows what is set aside and what waits", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "back-ordered",
    fulfilment: "partly-reserved",
    lines: [{ reserved: 2, backOrdered: 3 }, { reserved: 3, backOrdered: 0 }, { reserved: 0 }],
  });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "StockReserved",
    context: "inventory",
    title: "Stock reserved (2 lines)",
    orderId: about.orderId,
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "back-ordered",
    fulfilment: "partly-reserved",
    lines: [{ reserved: 2, backOrdered: 3 }, { reserved: 3, backOrdered: 0 }, { reserved: 0 }],
  });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});
