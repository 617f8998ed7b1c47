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

it("says where there is none", async () => {
  const w = await office();
  expect(await w.call("finance/show-invoice", { path: { id: newId() } })).toMatchObject({ status: 404, body: { code: "invoice_not_found" } });
});
