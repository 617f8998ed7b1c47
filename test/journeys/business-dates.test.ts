import { expect, test } from "vitest";
import { closingsOf, eur, expectSound, shop } from "../kit/shop.ts";

/** Weather in which every fact comes twice and in any order: dates must not follow the moment of hearing. */
const storm = { seed: 7, duplicates: 0.3, shuffle: true };

test("an old company entered today stands in its own periods: invoice, cost of sales, receipt, payment and credit note", async () => {
  const { erp, customerId, show, invoices } = await shop([{ sku: "CHAIR", price: 10_000, taxCode: "Z" }], storm);
  await erp.must("inventory/receive-goods", { body: { receivedOn: "1996-06-30", lines: [{ sku: "CHAIR", quantity: 10, unitCost: eur(4_000) }] } });
  await erp.settle();
  const place = (more: object) => erp.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 2 }], paymentTermDays: 10, ...more } });
  const { id: kept } = await place({ placedOn: "1996-12-30" });
  const { id: given } = await place({ placedOn: "1997-01-15" });
  await erp.settle();
  await erp.must("inventory/dispatch-shipment", { body: { orderId: kept, shippedOn: "1997-01-03" } });
  await erp.must("sales/cancel-order", { path: { id: given }, body: { reason: "x", cancelledOn: "1997-02-02" } });
  await erp.settle();
  const [invoice] = await invoices(kept);
  expect(invoice).toMatchObject({ number: "MAIN-1996-000001", issuedOn: "1996-12-30", dueOn: "1997-01-09", total: eur(20_000) });
  expect((await invoices(given))[0]).toMatchObject({ number: "MAIN-1997-000001", issuedOn: "1997-01-15", status: "credited" });
  await erp.must("finance/record-payment", {
    body: { customerId, amount: eur(20_000), method: "bank-transfer", receivedOn: "1997-03-01", allocations: [{ invoiceId: invoice.id }] },
  });
  await erp.settle();
  expect(await closingsOf(erp, "1996-06")).toEqual({ 1200: 40_000, 2000: -40_000 });
  expect(await closingsOf(erp, "1996-12")).toEqual({ 1100: 20_000, 1200: 40_000, 2000: -40_000, 4000: -20_000 });
  expect(await closingsOf(erp, "1997-01")).toEqual({ 1100: 40_000, 1200: 32_000, 2000: -40_000, 4000: -40_000, 5000: 8_000 });
  expect(await closingsOf(erp, "1997-02")).toMatchObject({ 1100: 20_000, 4000: -20_000 });
  expect(await closingsOf(erp, "1997-03")).toEqual({ 1000: 20_000, 1100: 0, 1200: 32_000, 2000: -40_000, 4000: -20_000, 5000: 8_000 });
  expect(erp.facts("CreditNoteIssued")).toMatchObject([{ data: { number: "CN-MAIN-1997-000001", issuedOn: "1997-02-02" } }]);
  expect(await show(kept)).toMatchObject({ status: "completed", placedOn: "1996-12-30" });
  const owed = async (asOf: string) => (await erp.must("finance/show-receivables", { query: { asOf } })).totals[0];
  expect(await owed("1996-12-29")).toBeUndefined();
  expect(await owed("1997-01-10")).toMatchObject({ days1To30: eur(20_000), total: eur(20_000) });
  expect(await owed("1997-02-01")).toMatchObject({ days1To30: eur(40_000), total: eur(40_000) });
  expect(await owed("1997-02-28")).toMatchObject({ days31To60: eur(20_000), total: eur(20_000) });
  expect(await owed("1997-03-01")).toBeUndefined();
  const told = await erp.must("sales/show-timeline", { path: { id: customerId }, query: { limit: "100" } });
  expect(told.map(({ type, on }: { type: string; on?: string }) => `${type} ${on ?? "-"}`)).toEqual(
    expect.arrayContaining([
      "OrderPlaced 1996-12-30",
      "InvoiceIssued 1996-12-30",
      "ShipmentDispatched 1997-01-03",
      "OrderCancelled 1997-02-02",
      "CreditNoteIssued 1997-02-02",
      "PaymentReceived 1997-03-01",
      "InvoicePaid 1997-03-01",
    ]),
  );
  const recorded = new Set(erp.facts().map(({ metadata }) => metadata.occurredAt.slice(0, 4)));
  expect(recorded).toEqual(new Set([new Date().toISOString().slice(0, 4)]));
});

test("what is billed as it ships bears the shipment's date, whichever is heard first", async () => {
  const { erp, customerId, invoices } = await shop([{ sku: "CHAIR", taxCode: "Z", onHand: 5 }]);
  erp.hold("OrderPlaced");
  const { id } = await erp.must("sales/place-order", {
    body: { customerId, placedOn: "1997-11-20", invoicing: "on-shipment", paymentTermDays: 30, lines: [{ sku: "CHAIR", quantity: 2 }] },
  });
  const [placed] = erp.facts("OrderPlaced");
  if (placed === undefined) throw new Error("nobody was told of the order");
  await erp.deliver(placed, "inventory/reserve-stock-on-order-placed");
  await erp.must("inventory/dispatch-shipment", { body: { orderId: id, shippedOn: "1998-01-02" } });
  await erp.settle();
  expect(await invoices(id)).toEqual([]);
  erp.release("OrderPlaced");
  await erp.settle();
  expect(await invoices(id)).toMatchObject([{ number: "MAIN-1998-000001", issuedOn: "1998-01-02", dueOn: "1998-02-01" }]);
});

test("numbers have no gap in any year and follow the order of recording, however dates jump", async () => {
  const { erp, customerId } = await shop([{ sku: "CHAIR", taxCode: "Z" }], storm);
  const days = ["1997-05-01", "1996-12-31", "1997-01-01", "1996-01-01", "1997-05-01", "1996-12-31"];
  for (const placedOn of days) {
    await erp.must("sales/place-order", { body: { customerId, placedOn, lines: [{ sku: "CHAIR", quantity: 1 }] } });
    await erp.settle();
  }
  expect(erp.facts("InvoiceIssued").map(({ data }) => [data.issuedOn, data.number])).toEqual([
    ["1997-05-01", "MAIN-1997-000001"],
    ["1996-12-31", "MAIN-1996-000001"],
    ["1997-01-01", "MAIN-1997-000002"],
    ["1996-01-01", "MAIN-1996-000002"],
    ["1997-05-01", "MAIN-1997-000003"],
    ["1996-12-31", "MAIN-1996-000003"],
  ]);
});

test("without a date everything is of today, and sound", async () => {
  const { erp, order, ship, invoices } = await shop([{ sku: "CHAIR", onHand: 3 }], storm);
  const id = await order([{ sku: "CHAIR", quantity: 2 }]);
  await erp.settle();
  const shipment = await ship(id);
  await erp.settle();
  const day = (name: string) => erp.facts(name)[0]?.metadata.occurredAt.slice(0, 10);
  expect((await invoices(id))[0].issuedOn).toBe(day("OrderPlaced"));
  expect(shipment.shippedOn).toBe(day("ShipmentDispatched"));
  await expectSound(erp);
});
