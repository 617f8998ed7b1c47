import { beforeEach, expect, test } from "vitest";
import { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import { type World, world } from "../kit/world.ts";
import { deliverThrice, eur, factOf, order, placed, timeline } from "./sale.ts";

const REACTION = "sales/advance-order-on-credit-note-issued";
let w: World;
let about: { orderId: string; customerId: string };
beforeEach(async () => {
  w = await world();
  const { id: orderId, customerId } = await placed(w);
  about = { orderId, customerId };
});
const told = (more: object = {}) =>
  factOf(w, CreditNoteIssued, {
    ...about,
    creditNoteId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    invoiceId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    number: "MAIN-C-2026-00001",
    company: "MAIN",
    issuedOn: "2026-11-23",
    net: eur(1000),
    tax: eur(190),
    total: eur(1190),
    applied: eur(1000),
    credit: eur(190),
    ...more,
  });

test("shows what was credited", async () => {
  const fact = told();
  expect(await w.deliver(fact, REACTION)).toEqual([]);
  expect(await order(w, about.orderId)).toMatchObject({ version: 2, billing: "none", credited: eur(1190), owed: eur(0) });
  expect((await timeline(w, about.customerId)).find(({ factId }) => factId === fact.metadata.id)).toMatchObject({
    type: "CreditNoteIssued",
    context: "finance",
    title: "Credit note MAIN-C-2026-00001 issued",
    orderId: about.orderId,
    amount: eur(1190),
  });
});

test("counts a fact once, however often and wherever at once it arrives", async () => {
  await deliverThrice(w, told(), REACTION);
  expect(await order(w, about.orderId)).toMatchObject({ version: 2, billing: "none", credited: eur(1190), owed: eur(0) });
});

test("comes again where the order is not known", async () => {
  expect(await w.deliver(told({ orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }), REACTION)).toEqual([REACTION]);
});
