import { beforeEach, expect, test } from "vitest";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, eur, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-invoice-issued";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
});
const told = (more: object = {}) =>
  factOf(w, InvoiceIssued, {
    ...about,
    invoiceId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    number: "MAIN-2026-00001",
    company: "MAIN",
    issuedOn: "2026-11-23",
    dueOn: "2026-12-23",
    net: eur(9000),
    tax: eur(1710),
    total: eur(10710),
    taxes: [{ taxCode: "S19", net: eur(9000), tax: eur(1710) }],
    ...more,
  });

test("shows what was invoiced and is owed", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "placed",
    billing: "invoiced",
    payment: "none",
    invoiced: eur(10710),
    owed: eur(10710),
  });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "InvoiceIssued",
    context: "finance",
    title: "Invoice MAIN-2026-00001 issued",
    orderId: about.orderId,
    amount: eur(10710),
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({
    version: 2,
    status: "placed",
    billing: "invoiced",
    payment: "none",
    invoiced: eur(10710),
    owed: eur(10710),
  });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});

test("loses none of many different facts that arrive at once", async () => {
  const facts = Array.from({ length: 8 }, () => told({ net: eur(100), tax: eur(19), total: eur(119) }));
  expect((await Promise.all(facts.map((fact) => w.deliver(fact, REACTION)))).flat()).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({ version: 9, billing: "partly", invoiced: eur(952) });
});
