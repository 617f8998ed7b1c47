import { expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

it("shows an invoice with its lines and taxes, and nothing of how it is kept", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 2, minor: 0.35, discountPercent: 5, taxCode: "S5.5" }]);
  await w.place(order);
  const answer = await w.call("finance/show-invoice", { path: { id: order.orderId } });
  expect(answer.headers["etag"]).toBe('"1"');
  expect(answer.body.data.lines).toEqual([
    { lineNo: 1, sku: "DESK", quantity: 2, unitPrice: { minor: 0.35, currency: "EUR" }, discountPercent: 5, taxCode: "S5.5", net: eur(1), tax: eur(0) },
  ]);
  for (const hidden of ["settlements", "netted", "currency"]) expect(answer.body.data).not.toHaveProperty(hidden);
});

it("shows every payment and the credit note, which together are all that is no longer owed", async () => {
  const w = await office();
  const order = anOrder([
    { quantity: 2, minor: 1000 },
    { quantity: 1, minor: 100, taxCode: "S7" },
  ]);
  await w.place(order, "2026-01-05");
  expect(await w.invoice(order.orderId)).toMatchObject({ payments: [], creditNotes: [] });
  const paid = [];
  for (const minor of [300, 400])
    paid.push((await w.pay({ amount: eur(minor), allocations: [{ invoiceId: order.orderId, amount: eur(minor) }] })).body.data.id);
  await w.release(order, [1, 0]);
  const invoice = await w.invoice(order.orderId);
  expect(invoice.payments).toEqual([
    { paymentId: paid[0], receivedOn: "2026-01-10", amount: eur(300) },
    { paymentId: paid[1], receivedOn: "2026-01-10", amount: eur(400) },
  ]);
  expect(invoice.creditNotes).toEqual([
    {
      id: order.orderId,
      number: "CN-MAIN-2026-000001",
      issuedOn: "2026-11-25",
      lines: [{ lineNo: 1, quantity: 1, net: eur(1000) }],
      taxes: [{ taxCode: "S19", net: eur(1000), tax: eur(190) }],
      net: eur(1000),
      tax: eur(190),
      total: eur(1190),
      applied: eur(1190),
      credit: eur(0),
    },
  ]);
  expect(invoice.open.minor).toBe(invoice.total.minor - 700 - 1190);
});

it("shows the credit note of an invoice that had been paid in full", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 1, minor: 100, taxCode: "Z" }]);
  await w.place(order, "2026-01-05");
  await w.pay({ amount: eur(100), allocations: [{ invoiceId: order.orderId }] });
  await w.release(order, [1]);
  expect((await w.invoice(order.orderId)).creditNotes).toMatchObject([{ applied: eur(0), credit: eur(100) }]);
});

it("says where there is none", async () => {
  const w = await office();
  expect(await w.call("finance/show-invoice", { path: { id: newId() } })).toMatchObject({ status: 404, body: { code: "invoice_not_found" } });
});
