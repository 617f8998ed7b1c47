import { describe, expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

const lines = [
  { quantity: 3, minor: 33.33 },
  { quantity: 1, minor: 33 },
  { quantity: 2, minor: 1000, taxCode: "S7" },
];

describe("credit invoice on StockReleased", () => {
  it("credits the whole of an invoice to the cent, under a number of its own", async () => {
    const w = await office();
    const order = anOrder(lines);
    await w.place(order);
    const { net, tax, total } = await w.invoice(order.orderId);
    await w.release(order, [3, 1, 2]);
    expect(w.facts("CreditNoteIssued")[0]?.data).toMatchObject({
      creditNoteId: order.orderId,
      invoiceId: order.orderId,
      number: "CN-MAIN-2026-000001",
      issuedOn: "2026-11-25",
      net,
      tax,
      total,
      applied: total,
      credit: eur(0),
    });
    expect(await w.invoice(order.orderId)).toMatchObject({ status: "credited", settledOn: "2026-11-25", total, open: eur(0) });
    expect(await w.closing()).toEqual({ 1100: 0, 4000: 0, 2100: 0 });
    const entries = await w.must("finance/list-journal-entries", { query: { period: "2026-11" } });
    expect(entries.map(({ id, reverses }: { id: string; reverses?: string }) => [id, reverses])).toEqual([
      [`invoice#${order.orderId}`, undefined],
      [`credit-note#${order.orderId}`, `invoice#${order.orderId}`],
    ]);
  });

  it("leaves what was shipped as it would have been invoiced alone", async () => {
    const w = await office();
    const [order, alone] = [anOrder(lines), anOrder([{ quantity: 1, minor: 33.33 }, ...lines.slice(1, 2)])];
    await w.place(order);
    await w.place(alone);
    await w.release(order, [2, 0, 2]);
    const kept = await w.invoice(alone.orderId);
    expect((await w.invoice(order.orderId)).open).toEqual(kept.total);
    expect(w.facts("CreditNoteIssued")[0]?.data.number).toBe("CN-MAIN-2026-000001");
  });

  it("gives back as credit what had been paid", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 1, minor: 1000 }]);
    await w.place(order);
    await w.pay({ amount: eur(1000), allocations: [{ invoiceId: order.orderId }] });
    await w.release(order, [1]);
    expect(w.facts("CreditNoteIssued")[0]?.data).toMatchObject({ total: eur(1190), applied: eur(190), credit: eur(1000) });
    expect(await w.invoice(order.orderId)).toMatchObject({ status: "credited", open: eur(0) });
    expect(await w.closing()).toEqual({ 1000: 1000, 1100: 0, 2100: 0, 2200: -1000, 4000: 0 });
  });

  it("leaves a paid invoice paid where only a part is credited", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 2, minor: 1000 }]);
    await w.place(order, "2026-01-05");
    await w.pay({ amount: eur(2380), allocations: [{ invoiceId: order.orderId }] });
    await w.release(order, [1]);
    expect(await w.invoice(order.orderId)).toMatchObject({ status: "paid", settledOn: "2026-01-10", open: eur(0) });
    expect(w.facts("CreditNoteIssued")[0]?.data).toMatchObject({ applied: eur(0), credit: eur(1190) });
  });

  it("overtakes the order: the invoice leaves out what was given back and is credited no second time", async () => {
    const w = await office();
    const order = anOrder([
      { quantity: 3, minor: 1000 },
      { quantity: 1, minor: 500 },
    ]);
    await w.release(order, [2, 1]);
    expect(await w.call("finance/show-invoice", { path: { id: order.orderId } })).toMatchObject({ status: 404, body: { code: "invoice_not_found" } });
    expect(await w.must("finance/list-invoices", { query: { orderId: order.orderId } })).toEqual([]);
    await w.place(order);
    await w.sayAgain();
    expect(await w.invoice(order.orderId)).toMatchObject({ version: 2, net: eur(1000), status: "open", lines: [{ lineNo: 1, quantity: 1 }] });
    expect(w.facts().map((fact) => fact.name)).toEqual(["InvoiceIssued"]);
  });

  it("overtakes the order: where nothing remains there is no invoice and no number is used", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 3, minor: 1000 }]);
    await w.release(order, [3]);
    await w.place(order);
    await w.place(anOrder([{ quantity: 1, minor: 100 }]));
    await w.sayAgain();
    expect(w.facts().map((fact) => fact.data.number)).toEqual(["MAIN-2026-000001"]);
  });

  it("settles a race with the order itself, whoever is faster", async () => {
    const w = await office();
    const orders = Array.from({ length: 12 }, () => anOrder([{ quantity: 3, minor: 1000 }]));
    await Promise.all(orders.flatMap((order) => [w.place(order), w.release(order, [2])]));
    for (const order of orders) expect(await w.invoice(order.orderId)).toMatchObject({ open: eur(1190) });
    expect(await w.closing()).toEqual({ 1100: 12 * 1190, 4000: -12_000, 2100: -12 * 190 });
  }, 30_000);

  it("credits services but no goods where those are billed as they ship", async () => {
    const w = await office();
    const order = anOrder(
      [
        { quantity: 5, minor: 1000 },
        { quantity: 1, minor: 500, kind: "service" },
      ],
      { invoicing: "on-shipment" },
    );
    const shipmentId = newId();
    await w.place(order);
    await w.ship(order, shipmentId, [[1, 2]]);
    await w.release(order, [3, 1]);
    expect(w.facts("CreditNoteIssued").map((fact) => fact.data.net)).toEqual([eur(500)]);
    expect(await w.invoice(shipmentId)).toMatchObject({ status: "open", net: eur(2000) });
    expect(await w.closing()).toMatchObject({ 1100: 2380, 4000: -2000 });
  });

  it("credits nothing where everything had left or nothing had a price", async () => {
    const w = await office();
    const [left, free] = [anOrder([{ quantity: 1, minor: 1000 }]), anOrder([{ quantity: 1, minor: 0 }])];
    await w.place(left);
    await w.place(free);
    await w.release(left, [0]);
    await w.release(free, [1]);
    expect(w.facts("CreditNoteIssued")).toEqual([]);
  });

  it("stays quiet on replay", async () => {
    const w = await office();
    const order = anOrder(lines);
    await w.place(order);
    await Promise.all([w.release(order, [1, 0, 0]), w.release(order, [1, 0, 0])]);
    const before = [await w.trialBalance(), await w.invoice(order.orderId), w.facts()];
    await w.sayAgain();
    expect([await w.trialBalance(), await w.invoice(order.orderId), w.facts()]).toEqual(before);
  });
});
