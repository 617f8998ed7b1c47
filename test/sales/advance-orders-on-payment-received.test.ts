import { beforeEach, expect, test } from "vitest";
import { PaymentReceived } from "../../events/finance/payment-received.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, eur, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-orders-on-payment-received";
const UNKNOWN = "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B";
let w: World;
let customerId: string;
let first: string;
let second: string;
beforeEach(async () => {
  w = await world();
  const one = await placed(w);
  customerId = one.customerId;
  first = one.id;
  second = (await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 1 }] } })).id;
});
const paid = (allocations: [string, number][]) =>
  factOf(w, PaymentReceived, {
    paymentId: UNKNOWN,
    company: "MAIN",
    customerId,
    receivedOn: "2026-11-23",
    amount: eur(700),
    allocations: allocations.map(([orderId, minor]) => ({ invoiceId: UNKNOWN, orderId, amount: eur(minor) })),
    credit: eur(0),
  });

test("notes on each order what was paid of it, in one go", async () => {
  const fact = paid([
    [first, 100],
    [second, 500],
    [first, 100],
  ]);
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, first)).toMatchObject({ version: 2, paid: eur(200) });
  expect(await order(w, second)).toMatchObject({ version: 2, paid: eur(500) });
  const entry = (await timeline(w, customerId)).find(({ factId }) => factId === fact.metadata.id);
  expect(entry).toMatchObject({ type: "PaymentReceived", context: "finance", title: "Payment received", amount: eur(700) });
  expect(entry).not.toHaveProperty("orderId");
});

test("names the order where it is the only one, and takes a payment for none", async () => {
  const [one, none] = [paid([[first, 100]]), paid([])];
  await w.deliver(one, REACTION);
  expect(await w.deliver(none, REACTION)).toEqual([]);
  const entries = await timeline(w, customerId);
  expect(entries.find(({ factId }) => factId === one.metadata.id)).toMatchObject({ orderId: first });
  expect(entries.find(({ factId }) => factId === none.metadata.id)).toBeDefined();
});

test("counts a payment once, however often and wherever at once it arrives", async () => {
  await deliverThrice(
    w,
    paid([
      [first, 100],
      [second, 500],
    ]),
    REACTION,
  );
  expect([(await order(w, first)).paid, (await order(w, second)).paid]).toEqual([eur(100), eur(500)]);
});

test("comes again where an order is not known, and notes nothing", async () => {
  expect(
    await w.deliver(
      paid([
        [first, 100],
        [UNKNOWN, 1],
      ]),
      REACTION,
    ),
  ).toEqual([REACTION]);
  expect(await order(w, first)).toMatchObject({ version: 1, paid: eur(0) });
});
