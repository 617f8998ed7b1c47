import { describe, expect, it } from "vitest";
import { balances, eur, expectSound, type Goods, shop as open } from "../kit/shop.ts";

/** Every journey is made thrice: as facts come, and with most of them heard twice and in a random order. */
const weathers = [
  ["in order", {}],
  ["heard twice and out of order", { seed: 11, duplicates: 0.7, shuffle: true }],
  ["heard twice and out of another order", { seed: 12, duplicates: 0.7, shuffle: true }],
] as const;

describe.each(weathers)("%s", (_, weather) => {
  const shop = (goods: readonly Goods[]) => open(goods, weather);

  const names = (facts: readonly { name: string }[]) => facts.map(({ name }) => name);

  describe("an order won", () => {
    it("is reserved, billed, shipped, posted and paid with no further call than the world's own", async () => {
      const { erp, customerId, win, show, invoices, ship, pay } = await shop([
        { sku: "FRAME", price: 38_000, cost: 21_000, onHand: 10 },
        { sku: "WHEEL", price: 8_990, cost: 4_100, onHand: 40 },
        { sku: "SETUP", price: 5_000, kind: "service" },
      ]);
      const id = await win([
        { sku: "FRAME", quantity: 2 },
        { sku: "WHEEL", quantity: 4 },
        { sku: "SETUP", quantity: 1 },
      ]);
      await erp.settle();
      expect(await show(id)).toMatchObject({ status: "reserved", billing: "invoiced", payment: "none", net: eur(116_960), owed: eur(139_182) });
      const [invoice] = await invoices(id);
      expect(invoice).toMatchObject({ total: eur(139_182), status: "open" });
      expect(invoice.number).toMatch(/^MAIN-\d{4}-000001$/);
      expect(Object.fromEntries(await balances(erp))).toMatchObject({ 1100: 139_182, 4000: -116_960, 2100: -22_222 });

      await ship(id);
      await erp.settle();
      expect(await show(id)).toMatchObject({ fulfilment: "shipped" });
      expect((await balances(erp)).get("5000")).toBe(2 * 21_000 + 4 * 4_100);

      await pay(invoice.id, 139_182 + 500);
      await erp.settle();
      expect(await show(id)).toMatchObject({ status: "completed", payment: "paid", owed: eur(0) });
      expect(Object.fromEntries(await balances(erp))).toMatchObject({ 1000: 139_682, 1100: 0, 2200: -500 });
      const timeline: { type: string }[] = await erp.must("sales/show-timeline", { path: { id: customerId }, query: { limit: "100" } });
      expect(timeline.map(({ type }) => type).toReversed()).toEqual(
        expect.arrayContaining([
          "CustomerRegistered",
          "OpportunityOpened",
          "OpportunityWon",
          "OrderPlaced",
          "StockReserved",
          "InvoiceIssued",
          "ShipmentDispatched",
          "PaymentReceived",
          "InvoicePaid",
        ]),
      );
      await expectSound(erp);
    });

    it("is reserved in part, says what is missing, and gets the rest when goods come in", async () => {
      const { erp, order, show, receive } = await shop([{ sku: "BELL", onHand: 5 }]);
      const first = await order([{ sku: "BELL", quantity: 8 }], { promisedOn: "2026-12-20" });
      await erp.settle();
      const second = await order([{ sku: "BELL", quantity: 4 }], { promisedOn: "2026-12-10" });
      await erp.settle();
      expect(erp.facts("StockFellShort").map(({ data }) => data.lines[0].missing)).toEqual([3, 4]);
      expect([(await show(first)).status, (await show(second)).status]).toEqual(["back-ordered", "back-ordered"]);
      // Five come: the earlier promise is served first, though it was ordered later.
      await receive("BELL", 5);
      await erp.settle();
      expect((await show(second)).lines[0]).toMatchObject({ reserved: 4, backOrdered: 0 });
      expect((await show(first)).lines[0]).toMatchObject({ reserved: 6, backOrdered: 2 });
      await receive("BELL", 2);
      await erp.settle();
      expect((await show(first)).status).toBe("reserved");
      await expectSound(erp);
    });

    it("that is billed on shipment is billed for what each shipment carries", async () => {
      const { erp, order, show, invoices, ship } = await shop([
        { sku: "FRAME", price: 10_000, onHand: 5 },
        { sku: "SETUP", kind: "service", price: 2_000 },
      ]);
      const id = await order(
        [
          { sku: "FRAME", quantity: 5 },
          { sku: "SETUP", quantity: 1 },
        ],
        { invoicing: "on-shipment" },
      );
      await erp.settle();
      expect((await invoices(id)).map(({ net }: { net: unknown }) => net)).toEqual([eur(2_000)]);
      await ship(id, [{ lineNo: 1, quantity: 2 }]);
      await erp.settle();
      await ship(id);
      await erp.settle();
      expect((await invoices(id)).map(({ net }: { net: { minor: number } }) => net.minor).sort()).toEqual([2_000, 20_000, 30_000]);
      expect(await show(id)).toMatchObject({ fulfilment: "shipped", billing: "invoiced" });
      await expectSound(erp);
    });
  });

  describe("an order cancelled", () => {
    it("before anything left is released and credited in full", async () => {
      const { erp, order, show, cancel, level } = await shop([{ sku: "FRAME", onHand: 3 }]);
      const id = await order([{ sku: "FRAME", quantity: 5 }]);
      await erp.settle();
      await cancel(id);
      await erp.settle();
      expect(await show(id)).toMatchObject({ status: "cancelled", billing: "credited", owed: eur(0) });
      expect(await level("FRAME")).toMatchObject({ onHand: 3, reserved: 0, available: 3, backOrdered: 0 });
      const [credit] = erp.facts("CreditNoteIssued");
      expect(credit?.data).toMatchObject({ total: eur(59_500), applied: eur(59_500), credit: eur(0) });
      await expectSound(erp);
    });

    it("after part left keeps the part sold", async () => {
      const { erp, order, show, cancel, ship, invoices } = await shop([
        { sku: "FRAME", onHand: 3 },
        { sku: "WHEEL", price: 333, onHand: 9 },
      ]);
      const id = await order([
        { sku: "FRAME", quantity: 2 },
        { sku: "WHEEL", quantity: 7 },
      ]);
      await erp.settle();
      await ship(id, [{ lineNo: 2, quantity: 3 }]);
      await erp.settle();
      await cancel(id);
      await erp.settle();
      expect(await show(id)).toMatchObject({ status: "partly-cancelled" });
      expect((await show(id)).lines.map(({ shipped, cancelled }: { shipped: number; cancelled: number }) => [shipped, cancelled])).toEqual([
        [0, 2],
        [3, 4],
      ]);
      // Three wheels stay: net 9.99, tax 1.90.
      expect((await invoices(id))[0].open).toEqual(eur(999 + 190));
      await expectSound(erp);
    });

    it("after all left changes nothing", async () => {
      const { erp, order, show, cancel, ship } = await shop([{ sku: "FRAME", onHand: 3 }]);
      const id = await order([{ sku: "FRAME", quantity: 3 }]);
      await erp.settle();
      await ship(id);
      await erp.settle();
      await cancel(id);
      await erp.settle();
      expect(erp.facts("CreditNoteIssued")).toEqual([]);
      expect(await show(id)).toMatchObject({ status: "shipped" });
      await expectSound(erp);
    });

    it("after it was paid gives the money back as the customer's credit", async () => {
      const { erp, order, cancel, invoices, pay } = await shop([{ sku: "FRAME", onHand: 3 }]);
      const id = await order([{ sku: "FRAME", quantity: 1 }]);
      await erp.settle();
      await pay((await invoices(id))[0].id, 11_900);
      await cancel(id);
      await erp.settle();
      expect(Object.fromEntries(await balances(erp))).toMatchObject({ 1000: 11_900, 1100: 0, 2200: -11_900 });
      await expectSound(erp);
    });

    it("so early that the cancel overtakes the order ends as if it had never been", async () => {
      const { erp, order, show, cancel, level } = await shop([{ sku: "FRAME", onHand: 3 }]);
      erp.hold("OrderPlaced");
      const id = await order([{ sku: "FRAME", quantity: 2 }]);
      await cancel(id);
      await erp.settle();
      erp.release("OrderPlaced");
      await erp.settle();
      expect(await show(id)).toMatchObject({ status: "cancelled", owed: eur(0) });
      expect(await level("FRAME")).toMatchObject({ reserved: 0, available: 3 });
      expect((await balances(erp)).get("1100") ?? 0).toBe(0);
      await expectSound(erp);
    });
  });

  describe("facts", () => {
    it("heard out of order come to the same: the shipment before the order, the cancel before the reservation", async () => {
      const { erp, order, show, ship, invoices } = await shop([{ sku: "FRAME", onHand: 5 }]);
      const id = await order([{ sku: "FRAME", quantity: 2 }], { invoicing: "on-shipment" });
      const [placed] = erp.facts("OrderPlaced");
      await erp.deliver(placed!, "inventory/reserve-stock-on-order-placed");
      erp.hold("OrderPlaced");
      erp.hold("StockReserved");
      await ship(id);
      await erp.settle();
      erp.release("OrderPlaced");
      erp.release("StockReserved");
      await erp.settle();
      expect(await show(id)).toMatchObject({ fulfilment: "shipped", billing: "invoiced" });
      expect(await invoices(id)).toHaveLength(1);
      await expectSound(erp);
    });

    it("replayed as a whole change nothing", async () => {
      const { erp, order, cancel, ship, receive } = await shop([{ sku: "FRAME", onHand: 3 }]);
      const a = await order([{ sku: "FRAME", quantity: 2 }]);
      await erp.settle();
      const b = await order([{ sku: "FRAME", quantity: 4 }]);
      await erp.settle();
      await ship(a);
      await receive("FRAME", 1);
      await erp.settle();
      await cancel(b);
      await erp.settle();
      const [before, facts] = [Object.fromEntries(await balances(erp)), erp.facts()];
      const levels = await erp.must("inventory/list-stock-levels");
      for (const fact of facts.toReversed()) expect(await erp.deliver(fact)).toEqual([]);
      expect(names(erp.facts())).toEqual(names(facts));
      expect(Object.fromEntries(await balances(erp))).toEqual(before);
      expect(await erp.must("inventory/list-stock-levels")).toEqual(levels);
    });
  });
});
