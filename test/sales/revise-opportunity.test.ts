import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, eur, listed } from "./sale.ts";

let w: World;
let id: string;
const lines = [{ sku: "CHAIR", quantity: 2, discountPercent: 5, requirement: "Oak" }];
beforeEach(async () => {
  w = await world();
  const { id: customerId } = await customer(w);
  await listed(w, "CHAIR");
  id = (await w.must("sales/open-opportunity", { body: { customerId, title: "New office", source: "fair", lines } })).id;
});
const revise = (body: object, of = id) => w.call("sales/revise-opportunity", { path: { id: of }, body });

test("moves on, with the time each stage was entered and the stage's probability", async () => {
  const { body } = await revise({ stage: "proposing", source: null, lines: [{ sku: "CHAIR", quantity: 3 }] });
  expect(body.data).toMatchObject({ version: 2, stage: "proposing", probabilityPercent: 50, value: eur(3000) });
  expect(body.data).not.toHaveProperty("source");
  expect(Object.keys(body.data.stageEnteredAt).toSorted()).toEqual(["proposing", "qualifying"]);
  expect(w.facts("OpportunityRevised")).toMatchObject([
    { data: { stage: "proposing", value: eur(3000), changed: ["source", "lines", "value", "stage", "probabilityPercent"] }, metadata: { subjectVersion: 2 } },
  ]);
});

test("keeps a probability that somebody set until it is cleared", async () => {
  await revise({ probabilityPercent: 90 });
  expect((await revise({ stage: "negotiating" })).body.data).toMatchObject({ probabilityPercent: 90, probabilitySet: true });
  const { body } = await revise({ probabilityPercent: null });
  expect(body.data.probabilityPercent).toBe(75);
  expect(body.data).not.toHaveProperty("probabilitySet");
});

test("refuses to touch what is closed: won stays 100, lost stays 0", async () => {
  await w.must("sales/win-opportunity", { path: { id }, body: {} });
  expect((await revise({ probabilityPercent: 50 })).body).toMatchObject({ status: 409, code: "already_closed" });
  expect((await revise({ stage: "won" })).status).toBe(400);
  expect((await revise({ lines: [{ sku: "NONE", quantity: 1 }] }, "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B")).body.code).toBe("opportunity_not_found");
  expect(await w.must("sales/show-opportunity", { path: { id } })).toMatchObject({ stage: "won", probabilityPercent: 100, version: 2 });
});

test("refuses lines it cannot value", async () => {
  expect((await revise({ lines: [{ sku: "NONE", quantity: 1 }] })).body).toMatchObject({
    status: 422,
    code: "unknown_product",
    errors: [{ pointer: "/lines/0/sku" }],
  });
  expect((await revise({ lines: [{ sku: "CHAIR", quantity: 1, unitPrice: { minor: 1, currency: "USD" } }] })).body.code).toBe("currency_mismatch");
  expect(
    (
      await revise({
        lines: [
          { sku: "CHAIR", quantity: 1e9 },
          { sku: "CHAIR", quantity: 1e9, unitPrice: eur(9000) },
        ],
      })
    ).body,
  ).toMatchObject({ code: "amount_too_large", errors: [{ pointer: "/lines/1/quantity" }] });
});

test("stays quiet when nothing changes", async () => {
  const { body } = await revise({ title: "New office", stage: "qualifying", lines });
  expect([body.data.version, body.events]).toEqual([1, []]);
});
