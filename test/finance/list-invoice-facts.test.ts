import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of an invoice, newest first, page by page, to its tenant only", async () => {
  const w = await world();
  const { id: customerId } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  await w.must("catalog/add-product", { body: { sku: "CHAIR", name: "Chair", kind: "goods", listPrice: { minor: 100, currency: "EUR" }, taxCode: "S19" } });
  await w.settle();
  await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 1 }], invoicing: "on-order" } });
  await w.settle();
  const [{ id, open }] = await w.must("finance/list-invoices", { query: { customerId } });
  await w.must("finance/record-payment", { body: { customerId, amount: open, method: "card", allocations: [{ invoiceId: id }] } });
  await w.settle();
  const first = await w.call("finance/list-invoice-facts", { path: { id }, query: { limit: "1" } });
  expect(first).toMatchObject({ status: 200, body: { data: [{ name: "InvoicePaid", actor: expect.stringMatching(/^user:/), data: { invoiceId: id } }] } });
  const rest = await w.must("finance/list-invoice-facts", { path: { id }, query: { cursor: first.body.next } });
  expect(rest).toMatchObject([{ name: "InvoiceIssued", version: 1, correlationId: expect.any(String), causationId: expect.any(String) }]);
  expect(Object.keys(rest[0]).toSorted()).toEqual(["actor", "causationId", "correlationId", "data", "id", "name", "occurredAt", "version"]);
  const other = await world();
  expect(await other.call("finance/list-invoice-facts", { path: { id } })).toMatchObject({ status: 404, body: { code: "invoice_not_found" } });
});
