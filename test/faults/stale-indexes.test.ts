import { afterEach, beforeAll, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { balances, expectSound, shop } from "../kit/shop.ts";

/** While set, every index stands where it stood before anything was written: further behind than any of the commands and reactions that run meanwhile. */
let standing = false;
let asked = 0;

beforeAll(() => {
  documentClient().middlewareStack.add(
    (next) => async (args) => {
      if (!standing || (args.input as { IndexName?: string }).IndexName === undefined) return next(args);
      asked += 1;
      return { output: { $metadata: {}, Items: [], Count: 0 } as never, response: {} };
    },
    { step: "initialize", name: "standing-indexes" },
  );
});
afterEach(() => {
  standing = false;
});

/** From order to cash and back, with back-orders and cancels, in commands and reactions only. */
async function trade(indexes: "behind" | "current") {
  standing = indexes === "behind";
  const { erp, order, ship, pay, cancel, receive, show, level, customerId } = await shop([
    { sku: "A", onHand: 6 },
    { sku: "B", price: 777, onHand: 2 },
  ]);
  await erp.must("sales/register-customer", { body: { name: "Twin", email: "ada@example.com" } });
  const first = await order([
    { sku: "A", quantity: 4 },
    { sku: "B", quantity: 3 },
  ]);
  const second = await order([{ sku: "A", quantity: 4 }], { invoicing: "on-shipment" });
  const third = await order([{ sku: "A", quantity: 2 }]);
  await erp.settle();
  await cancel(third);
  await ship(first);
  await ship(second);
  await receive("B", 4, 3_333);
  await erp.settle();
  await ship(first);
  await pay(erp.facts("InvoiceIssued")[0]?.data.invoiceId, 5_000);
  await cancel(second);
  await erp.settle();
  const again = await erp.call("inventory/dispatch-shipment", { body: { orderId: second } });
  const overpaid = await erp.call("finance/record-payment", { body: { customerId, amount: { minor: 1, currency: "EUR" }, method: "card", allocations: [] } });
  await erp.settle();
  const seen = [await show(first), await show(second), await show(third), await level("A"), await level("B")].map(
    ({ status, billing, payment, lines, owed, onHand, reserved, backOrdered, value }) => ({
      status,
      billing,
      payment,
      lines,
      owed,
      onHand,
      reserved,
      backOrdered,
      value,
    }),
  );
  standing = false;
  await expectSound(erp);
  return { seen, books: [...(await balances(erp))], refused: [again.status, again.body.code, overpaid.status], told: erp.facts().map(({ name }) => name) };
}

it("nothing is decided by an index: with all of them far behind, every command and reaction does what it does with current ones", async () => {
  const behind = await trade("behind");
  expect(asked).toBeGreaterThan(0);
  expect(behind).toEqual(await trade("current"));
  expect(behind.told).toContain("CreditNoteIssued");
});
