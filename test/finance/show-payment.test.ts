import { expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

it("shows what of a payment went to which invoice and what stays the customer's credit, to its tenant only", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 1, minor: 1000 }]);
  await w.place(order);
  const { id } = (await w.pay({ amount: eur(2000), allocations: [{ invoiceId: order.orderId }] })).body.data;
  expect(await w.must("finance/show-payment", { path: { id } })).toMatchObject({
    id,
    amount: eur(2000),
    allocations: [{ invoiceId: order.orderId, orderId: order.orderId, amount: eur(1190) }],
    credit: eur(810),
  });
  for (const [who, asked] of [
    [w, newId()],
    [await office(), id],
  ] as const)
    expect(await who.call("finance/show-payment", { path: { id: asked } })).toMatchObject({ status: 404, body: { code: "payment_not_found" } });
});
