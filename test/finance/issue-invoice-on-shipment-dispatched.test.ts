import { describe, expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

describe("issue invoice on ShipmentDispatched", () => {
  it("bills what a shipment carries, at the order's prices and terms", async () => {
    const w = await office();
    const order = anOrder(
      [
        { quantity: 4, minor: 1000, discountPercent: 10 },
        { quantity: 2, minor: 500, taxCode: "S7" },
      ],
      { invoicing: "on-shipment", paymentTermDays: 10 },
    );
    const [one, two] = [newId(), newId()];
    await w.place(order);
    await w.ship(order, one, [[1, 1]]);
    await w.ship(order, two, [
      [1, 3],
      [2, 2],
    ]);
    expect(await w.invoice(one)).toMatchObject({
      number: "MAIN-2026-000001",
      orderId: order.orderId,
      shipmentId: one,
      net: eur(900),
      tax: eur(171),
      dueOn: "2026-12-04",
    });
    expect(await w.invoice(two)).toMatchObject({ number: "MAIN-2026-000002", net: eur(3700), tax: eur(583), lines: [{ quantity: 3 }, { quantity: 2 }] });
    expect(await w.closing()).toEqual({ 1100: 5354, 4000: -4600, 2100: -754 });
    expect(w.facts("InvoiceIssued")[0]?.data).toMatchObject({ shipmentId: one });
  });

  it("bills nothing where the order was billed when it was placed", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 4, minor: 1000 }]);
    await w.place(order);
    await w.ship(order, newId(), [[1, 4]]);
    expect(w.facts("InvoiceIssued")).toHaveLength(1);
  });

  it("meets its order at any moment", async () => {
    const w = await office();
    const orders = Array.from({ length: 10 }, () => anOrder([{ quantity: 2, minor: 1000 }], { invoicing: "on-shipment" }));
    await Promise.all(orders.flatMap((order) => [w.ship(order, newId(), [[1, 1]]), w.place(order), w.ship(order, newId(), [[1, 1]])]));
    await w.sayAgain();
    expect(w.facts("InvoiceIssued")).toHaveLength(20);
    expect(await w.closing()).toEqual({ 1100: 20 * 1190, 4000: -20_000, 2100: -20 * 190 });
  }, 30_000);

  it("stays quiet on replay", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 2, minor: 1000 }], { invoicing: "on-shipment" });
    const shipmentId = newId();
    await w.place(order);
    await Promise.all([w.ship(order, shipmentId, [[1, 1]]), w.ship(order, shipmentId, [[1, 1]])]);
    await w.sayAgain();
    expect(w.facts()).toHaveLength(1);
  });
});
