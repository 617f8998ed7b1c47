import { expect, test } from "vitest";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { world } from "../kit/world.ts";
import { eur, factOf, placed, timeline } from "./sale.ts";

test("shows every hop newest first, in pages, with its cause", async () => {
  const w = await world();
  const { id: orderId, customerId } = await placed(w);
  const fact = factOf(w, InvoiceIssued, {
    invoiceId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
    number: "MAIN-2026-00012",
    company: "MAIN",
    customerId,
    orderId,
    issuedOn: "2026-11-23",
    dueOn: "2026-12-23",
    net: eur(9000),
    tax: eur(1710),
    total: eur(10710),
    taxes: [{ taxCode: "S19", net: eur(9000), tax: eur(1710) }],
  });
  await w.deliver(fact, "sales/advance-order-on-invoice-issued");
  const first = await w.call("sales/show-timeline", { path: { id: customerId }, query: { limit: "2" } });
  const rest = await w.call("sales/show-timeline", { path: { id: customerId }, query: { limit: "2", cursor: first.body.next } });
  expect([...first.body.data, ...rest.body.data]).toMatchObject([
    {
      type: "InvoiceIssued",
      context: "finance",
      title: "Invoice MAIN-2026-00012 issued",
      at: fact.metadata.occurredAt,
      orderId,
      amount: eur(10710),
      factId: fact.metadata.id,
      causationId: fact.metadata.causationId,
      correlationId: fact.metadata.correlationId,
    },
    { type: "OrderPlaced", context: "sales", title: "Order placed (3 lines)", orderId, amount: eur(9000) },
    { type: "CustomerRegistered" },
  ]);
});

test("of an unknown customer is not there, and holds no personal data", async () => {
  const w = await world();
  const { customerId } = await placed(w);
  expect((await w.call("sales/show-timeline", { path: { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" } })).body.code).toBe("customer_not_found");
  expect(JSON.stringify(await timeline(w, customerId))).not.toContain("Holz");
});

test("tells one story: what follows from one request shares its correlation id, and every entry names its cause", async () => {
  const w = await world();
  const { customerId } = await placed(w);
  const made = await w.call("sales/place-order", {
    body: { customerId, lines: [{ sku: "CHAIR", quantity: 1 }] },
    headers: { "x-correlation-id": "story-of-ada" },
  });
  expect(made.headers["x-correlation-id"]).toBe("story-of-ada");
  const [entry] = await timeline(w, customerId);
  expect(entry).toMatchObject({ type: "OrderPlaced", correlationId: "story-of-ada", causationId: expect.any(String) });
});
