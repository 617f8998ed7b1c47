import { expect, test } from "vitest";
import { InvoicePaid } from "../../events/finance/invoice-paid.ts";
import { world } from "../kit/world.ts";
import { deliverThrice, eur, factOf, order, placed, timeline } from "./sale.ts";

test("notes on the timeline that an invoice is settled, once, and leaves the order alone", async () => {
  const w = await world();
  const { id: orderId, customerId } = await placed(w);
  const fact = factOf(w, InvoicePaid, {
    invoiceId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    number: "MAIN-2026-00001",
    customerId,
    orderId,
    paidOn: "2026-11-23",
    total: eur(10710),
  });
  await deliverThrice(w, fact, "sales/note-payment-on-invoice-paid");
  expect((await timeline(w, customerId)).filter(({ type }) => type === "InvoicePaid")).toMatchObject([
    { title: "Invoice MAIN-2026-00001 paid", orderId, amount: eur(10710), factId: fact.metadata.id },
  ]);
  expect((await order(w, orderId)).version).toBe(1);
});
