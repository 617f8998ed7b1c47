import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, eur, timeline } from "./sale.ts";

let w: World;
let id: string;
let customerId: string;
beforeEach(async () => {
  w = await world();
  customerId = (await customer(w)).id;
  id = (await w.must("sales/open-opportunity", { body: { customerId, title: "New office", probabilityPercent: 60 } })).id;
});
const lose = (body: object, headers = {}) => w.call("sales/lose-opportunity", { path: { id }, body, headers });

test("closes it with the reason and whom the customer chose", async () => {
  const { body } = await lose({ reason: "competitor", competitor: "Stuhl AG" });
  expect(body.data).toMatchObject({ stage: "lost", probabilityPercent: 0, lostReason: "competitor", lostTo: "Stuhl AG" });
  expect(w.facts("OpportunityLost")).toMatchObject([{ data: { opportunityId: id, customerId, value: eur(0), reason: "competitor", competitor: "Stuhl AG" } }]);
  expect((await timeline(w, customerId)).map(({ type }) => type)).toContain("OpportunityLost");
});

test("refuses an unknown reason, and what is closed", async () => {
  expect((await lose({ reason: "bad luck" })).status).toBe(400);
  await lose({ reason: "price" });
  expect((await lose({ reason: "timing" })).body).toMatchObject({ status: 409, code: "already_closed" });
  expect((await w.call("sales/win-opportunity", { path: { id }, body: {} })).body.code).toBe("already_closed");
});

test("is lost once under one key", async () => {
  const first = await lose({ reason: "price" }, { "idempotency-key": "a" });
  expect((await lose({ reason: "price" }, { "idempotency-key": "a" })).body).toEqual(first.body);
  expect(w.facts("OpportunityLost")).toHaveLength(1);
});

test("bears the business date of the loss, not before the opening", async () => {
  const old = await w.must("sales/open-opportunity", { body: { customerId, title: "Old", openedOn: "1997-05-05" } });
  const loseOn = (lostOn: string) => w.call("sales/lose-opportunity", { path: { id: old.id }, body: { reason: "price", lostOn } });
  expect((await loseOn("1997-05-04")).body).toMatchObject({ status: 422, code: "date_too_early", errors: [{ pointer: "/lostOn" }] });
  expect((await loseOn("1997-06-30")).body.data).toMatchObject({ stage: "lost", closedOn: "1997-06-30" });
  expect(w.facts("OpportunityLost")).toMatchObject([{ data: { lostOn: "1997-06-30" } }]);
});
