import { expect, it } from "vitest";
import { anOrder, newId, office } from "./office.ts";

it("shows what was told of a credit note, to its tenant only", async () => {
  const w = await office();
  const order = anOrder([{ quantity: 2, minor: 1000 }]);
  await w.place(order, "2026-01-05");
  await w.release(order, [1], "2026-02-01");
  // A credit note has its order's id.
  const id = order.orderId;
  expect(await w.must("finance/list-credit-note-facts", { path: { id } })).toMatchObject([{ name: "CreditNoteIssued", data: { creditNoteId: id } }]);
  for (const [who, asked] of [
    [w, newId()],
    [await office(), id],
  ] as const)
    expect(await who.call("finance/list-credit-note-facts", { path: { id: asked } })).toMatchObject({ status: 404, body: { code: "credit_note_not_found" } });
});
