import { describe, expect, it } from "vitest";
import { anOrder, CUSTOMER, eur, newId, office, writeUnitsOf } from "./office.ts";

describe("issue invoice on OrderPlaced", () => {
  it("issues the next number, taxes each code once and posts what is owed, earned and due to the tax office", async () => {
    const w = await office();
    const order = anOrder([
      { quantity: 1, minor: 33 },
      { quantity: 1, minor: 33 },
      { quantity: 2, minor: 1000, discountPercent: 10, taxCode: "S7" },
      { quantity: 1, minor: 500, taxCode: "Z", kind: "service" },
    ]);
    await w.place(order);
    const invoice = await w.invoice(order.orderId);
    expect(invoice).toMatchObject({
      version: 1,
      number: "MAIN-2026-000001",
      status: "open",
      customerId: CUSTOMER,
      issuedOn: "2026-11-23",
      dueOn: "2026-12-23",
      net: eur(2366),
      tax: eur(139),
      total: eur(2505),
      open: eur(2505),
      taxes: [
        { taxCode: "S19", net: eur(66), tax: eur(13) },
        { taxCode: "S7", net: eur(1800), tax: eur(126) },
        { taxCode: "Z", net: eur(500), tax: eur(0) },
      ],
    });
    expect(invoice.lines.map((line: { tax: { minor: number } }) => line.tax.minor)).toEqual([7, 6, 126, 0]);
    expect(await w.closing({ period: "2026-11" })).toEqual({ 1100: 2505, 4000: -2366, 2100: -139 });
    const [fact] = w.facts("InvoiceIssued");
    expect(fact?.data).toMatchObject({ invoiceId: order.orderId, number: "MAIN-2026-000001", total: eur(2505) });
    expect(fact?.metadata.subjectVersion).toBe(1);
  });

  it("counts each company and each year for itself", async () => {
    const w = await office();
    const orders = [{}, { company: "EAST" }, {}].map((over) => anOrder([{ quantity: 1, minor: 100 }], over));
    for (const order of orders) await w.place(order);
    await w.place(anOrder([{ quantity: 1, minor: 100 }]), "2027-01-01");
    expect(w.facts("InvoiceIssued").map((fact) => fact.data.number)).toEqual(["MAIN-2026-000001", "EAST-2026-000001", "MAIN-2026-000002", "MAIN-2027-000001"]);
  });

  it("settles what is worth nothing at once and posts nothing", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 3, minor: 100, discountPercent: 100 }]);
    await w.place(order);
    expect(await w.invoice(order.orderId)).toMatchObject({ status: "paid", settledOn: "2026-11-23", total: eur(0), open: eur(0) });
    expect(await w.closing()).toEqual({});
  });

  it("bills only services at once where goods are billed as they ship", async () => {
    const w = await office();
    const order = anOrder(
      [
        { quantity: 2, minor: 1000 },
        { quantity: 1, minor: 500, kind: "service" },
      ],
      { invoicing: "on-shipment" },
    );
    await w.place(order);
    expect(await w.invoice(order.orderId)).toMatchObject({ net: eur(500), lines: [{ lineNo: 2 }] });
    const goods = anOrder([{ quantity: 2, minor: 1000 }], { invoicing: "on-shipment" });
    await w.place(goods);
    expect(await w.call("finance/show-invoice", { path: { id: goods.orderId } })).toMatchObject({ status: 404, body: { code: "invoice_not_found" } });
  });

  it("issues the invoices of shipments that overtook the order", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 5, minor: 1000 }], { invoicing: "on-shipment" });
    const [one, two] = [newId(), newId()];
    await w.ship(order, one, [[1, 2]]);
    await w.ship(order, two, [[1, 3]]);
    await w.ship(order, two, [[1, 3]]);
    expect(w.facts("InvoiceIssued")).toHaveLength(0);
    await w.place(order);
    expect(await w.invoice(one)).toMatchObject({ orderId: order.orderId, shipmentId: one, net: eur(2000), issuedOn: "2026-11-24" });
    expect(await w.invoice(two)).toMatchObject({ net: eur(3000) });
    await w.sayAgain();
    expect(w.facts("InvoiceIssued")).toHaveLength(2);
  });

  it("issues an order of 400 lines", async () => {
    const w = await office();
    const order = anOrder(Array.from({ length: 400 }, (_, n) => ({ quantity: 1, minor: n + 1 })));
    await w.place(order);
    expect((await w.invoice(order.orderId)).lines).toHaveLength(400);
  });

  it("costs at most 18 write units for three lines, indexes and fact included", async () => {
    const w = await office();
    await w.place(anOrder([{ quantity: 1, minor: 100 }]));
    const spent = await writeUnitsOf(() =>
      w.place(anOrder(Array.from({ length: 3 }, () => ({ sku: "CHAIR-OAK", quantity: 12, minor: 12_990, discountPercent: 5 })))),
    );
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(18);
  });

  it("stays quiet on replay, also where two deliveries meet", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 1, minor: 100 }]);
    await Promise.all([w.place(order), w.place(order), w.place(order)]);
    await w.sayAgain();
    expect(w.facts()).toHaveLength(1);
    expect(await w.closing()).toMatchObject({ 1100: 119 });
  });

  it("leaves no gap and no double in fifty concurrent orders", async () => {
    const w = await office();
    const orders = Array.from({ length: 50 }, () => anOrder([{ quantity: 1, minor: 100 }]));
    await Promise.all(orders.map((order) => w.place(order)));
    const numbers = w.facts("InvoiceIssued").map((fact) => fact.data.number);
    expect(numbers.sort()).toEqual(Array.from({ length: 50 }, (_, n) => `MAIN-2026-${String(n + 1).padStart(6, "0")}`));
    expect(await w.closing()).toEqual({ 1100: 50 * 119, 4000: -5000, 2100: -950 });
  }, 60_000);
});
