import { expect, it } from "vitest";
import { expectSound, shop } from "../kit/shop.ts";
import { everythingOf } from "../kit/snapshot.ts";

const lines = (count: number) => Array.from({ length: count }, (_, no) => ({ sku: no % 2 === 0 ? "A" : "B", quantity: 1 }));

it("an order of 1,500 lines is refused at once and whole", async () => {
  const { erp, customerId } = await shop([{ sku: "A", onHand: 5 }, { sku: "B" }]);
  const before = await everythingOf(erp.tenant);
  const answer = await erp.call("sales/place-order", { body: { customerId, lines: lines(1_500) }, headers: { "idempotency-key": "large" } });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input", errors: [{ pointer: "/lines" }] } });
  await erp.settle();
  expect(await everythingOf(erp.tenant)).toEqual(before);
});

it("an order of the most lines there may be is reserved, billed, shipped and paid whole", async () => {
  const { erp, order, show, ship, invoices, pay } = await shop([
    { sku: "A", onHand: 250 },
    { sku: "B", onHand: 250 },
  ]);
  const id = await order(lines(500));
  await erp.settle();
  expect(await show(id)).toMatchObject({ status: "reserved", billing: "invoiced" });
  // Forty lines leave with each shipment.
  for (let left = 500; left > 0; left -= 40) expect((await ship(id)).lines).toHaveLength(Math.min(40, left));
  await erp.settle();
  const [invoice, ...others] = await invoices(id);
  expect(others).toEqual([]);
  await pay(invoice.id, invoice.total.minor);
  await erp.settle();
  expect(await show(id)).toMatchObject({ status: "completed" });
  await expectSound(erp);
});
