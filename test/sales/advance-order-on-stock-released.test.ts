import { beforeEach, expect, test } from "vitest";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-stock-released";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
  await w.must("sales/cancel-order", { path: { id: orderId }, body: { reason: "x" } });
});
const told = (more: object = {}) =>
  factOf(w, StockReleased, {
    ...about,
    company: "MAIN",
    invoicing: "on-order" as const,
    lines: [
      { lineNo: 1, sku: "CHAIR", kind: "goods" as const, unshipped: 5, released: 2 },
      { lineNo: 2, sku: "TABLE", kind: "goods" as const, unshipped: 3, released: 0 },
      { lineNo: 3, sku: "SETUP", kind: "service" as const, unshipped: 1, released: 0 },
    ],
    ...more,
  });

test("settles what will never leave", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 3,
    status: "cancelled",
    fulfilment: "none",
    lines: [{ reserved: 0, backOrdered: 0, cancelled: 5 }, { cancelled: 3 }, { cancelled: 1 }],
  });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "StockReleased",
    context: "inventory",
    title: "Stock released (3 lines)",
    orderId: about.orderId,
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 3,
    status: "cancelled",
    fulfilment: "none",
    lines: [{ reserved: 0, backOrdered: 0, cancelled: 5 }, { cancelled: 3 }, { cancelled: 1 }],
  });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});

test("that says nothing was left keeps the order as it is", async () => {
  const fact = told({ lines: [] });
  await w.deliver(fact, REACTION);
  expect(await order(w, about.orderId)).toMatchObject({ status: "cancelled", lines: [{ cancelled: 0 }, {}, {}] });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({ title: "Nothing left to release" });
});
