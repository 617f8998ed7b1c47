import { beforeEach, expect, test } from "vitest";
import { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-stock-fell-short";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
});
const told = (more: object = {}) =>
  factOf(w, StockFellShort, { ...about, promisedOn: "2027-01-01", lines: [{ lineNo: 1, sku: "CHAIR", missing: 5 }], ...more });

test("shows what waits for goods", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "back-ordered",
    fulfilment: "none",
    lines: [{ reserved: 0, backOrdered: 5 }, { backOrdered: 0 }, { backOrdered: 0 }],
  });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "StockFellShort",
    context: "inventory",
    title: "Stock fell short (1 line)",
    orderId: about.orderId,
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "back-ordered",
    fulfilment: "none",
    lines: [{ reserved: 0, backOrdered: 5 }, { backOrdered: 0 }, { backOrdered: 0 }],
  });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});
