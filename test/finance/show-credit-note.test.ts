import { expect, it } from "vitest";
import { anOrder, eur, newId, office } from "./office.ts";

it("shows a credit note with its lines and taxes and where its amount went, and nothing of how it is kept", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 2, minor: 1000 }]);
  await w.place(order, "2026-01-05");
  await w.release(order, [1], "2026-02-01");
  // A credit note has its order's id.
  const id = order.orderId;
  const note = await w.must("finance/show-credit-note", { path: { id } });
  expect(note).toMatchObject({
    number: "CN-MAIN-2026-000001",
    invoiceId: id,
    net: eur(1000),
    tax: eur(190),
    total: eur(1190),
    applied: eur(1190),
    credit: eur(0),
    lines: [{ lineNo: 1, quantity: 1, net: eur(1000) }],
    taxes: [{ taxCode: "S19", net: eur(1000), tax: eur(190) }],
  });
  expect(note).not.toHaveProperty("currency");
  for (const [who, asked] of [
    [w, newId()],
    [await office(), id],
  ] as const)
    expect(await who.call("finance/show-credit-note", { path: { id: asked } })).toMatchObject({ status: 404, body: { code: "credit_note_not_found" } });
});
