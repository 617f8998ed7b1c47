import { expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

it("shows what was told of a payment, to its tenant only", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 1, minor: 1000 }]);
  await w.place(order);
  const { id } = (await w.pay({ amount: eur(2000), allocations: [{ invoiceId: order.orderId }] })).body.data;
  expect(await w.must("finance/list-payment-facts", { path: { id } })).toMatchObject([
    { name: "PaymentReceived", actor: expect.stringMatching(/^user:/), data: { paymentId: id } },
  ]);
  for (const [who, asked] of [
    [w, newId()],
    [await office(), id],
  ] as const)
    expect(await who.call("finance/list-payment-facts", { path: { id: asked } })).toMatchObject({ status: 404, body: { code: "payment_not_found" } });
});
