import { describe, expect, it } from "vitest";
import { eur, expectSound, shop } from "../kit/shop.ts";

describe("a crowd", () => {
  it("of 50 orders at once gets invoices 1 to 50 without a gap, though every fact is heard twice and by rivals", async () => {
    const { erp, order } = await shop([{ sku: "FRAME", onHand: 30 }]);
    const ids = await Promise.all(Array.from({ length: 50 }, () => order([{ sku: "FRAME", quantity: 1 }])));
    const placed = erp.facts("OrderPlaced");
    // Three deliveries of each at the same time, as several pollers would.
    const rounds = [...placed, ...placed, ...placed];
    for (let at = 0; at < rounds.length; at += 12) await Promise.all(rounds.slice(at, at + 12).map((fact) => erp.deliver(fact)));
    await erp.settle();
    expect(erp.facts("InvoiceIssued")).toHaveLength(ids.length);
    await expectSound(erp);
  });

  it("of 30 buyers of 12 pieces gets exactly 12", async () => {
    const { erp, order, level } = await shop([{ sku: "BELL", onHand: 12 }]);
    await Promise.all(Array.from({ length: 30 }, () => order([{ sku: "BELL", quantity: 1 }])));
    await Promise.all(erp.facts("OrderPlaced").map((fact) => erp.deliver(fact, "inventory/reserve-stock-on-order-placed")));
    await erp.settle();
    expect(await level("BELL")).toMatchObject({ onHand: 12, reserved: 12, available: 0, backOrdered: 18 });
    await expectSound(erp);
  });

  it("of 400 lines is one order, reserved, billed and cancelled whole", async () => {
    const { erp, order, show, cancel, ship, invoices } = await shop([
      { sku: "FRAME", onHand: 1_000 },
      { sku: "WHEEL", onHand: 100 },
    ]);
    const lines = Array.from({ length: 400 }, (_, no) => ({ sku: no % 2 === 0 ? "FRAME" : "WHEEL", quantity: 1, unitPrice: eur(100 + no) }));
    const id = await order(lines);
    await erp.settle();
    const standing = await show(id);
    expect(standing.lines.reduce((sum: number, line: { reserved: number }) => sum + line.reserved, 0)).toBe(300);
    expect(standing).toMatchObject({ status: "back-ordered", billing: "invoiced" });
    const shipment = await ship(id);
    expect(shipment.lines).toHaveLength(40);
    await cancel(id);
    await erp.settle();
    expect(await show(id)).toMatchObject({ status: "partly-cancelled" });
    expect(await invoices(id)).toHaveLength(1);
    expect(erp.facts("StockReleased")).toHaveLength(1);
    await expectSound(erp);
  });

  it.each([1, 2, 3, 4, 5, 6])("of facts in any order, often twice, comes to rest in order (seed %i)", async (seed) => {
    const { erp, order, cancel, ship, receive, pay, invoices } = await shop(
      [
        { sku: "A", onHand: 6 },
        { sku: "B", price: 777, onHand: 2 },
        { sku: "S", kind: "service" },
      ],
      { seed, duplicates: 0.4, shuffle: true },
    );
    const ids = [
      await order([
        { sku: "A", quantity: 4 },
        { sku: "B", quantity: 3 },
      ]),
      await order([{ sku: "A", quantity: 4 }], { invoicing: "on-shipment" }),
      await order([{ sku: "B", quantity: 2.5, discountPercent: 12.5 } as never, { sku: "S", quantity: 1 }], {
        invoicing: seed % 2 === 0 ? "on-shipment" : "on-order",
      }),
    ];
    if (seed % 3 === 0) await cancel(ids[2]!);
    await erp.settle();
    await receive("B", 5, 3_333);
    for (const id of ids) await erp.call("inventory/dispatch-shipment", { body: { orderId: id } });
    if (seed % 2 === 1) await cancel(ids[0]!);
    await erp.settle();
    await erp.call("inventory/dispatch-shipment", { body: { orderId: ids[1] } });
    const [first] = await invoices(ids[0]!);
    if (first?.status === "open") await pay(first.id, 5_000);
    await cancel(ids[1]!);
    await erp.settle();
    await expectSound(erp);
    expect(ship).toBeDefined();
  });
});
