import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, eur, heard, listed, order, timeline } from "./sale.ts";

let w: World;
let customerId: string;
beforeEach(async () => {
  w = await world();
  customerId = (await customer(w, { paymentTermDays: 14 })).id;
  await Promise.all([listed(w, "CHAIR"), listed(w, "TABLE", { listPrice: undefined })]);
});
const open = (lines: object[], more: object = {}) => w.must("sales/open-opportunity", { body: { customerId, title: "New office", lines, ...more } });
const win = (id: string, body: object = {}, headers = {}) => w.call("sales/win-opportunity", { path: { id }, body, headers });

test("closes the opportunity and places its order in one go", async () => {
  const { id } = await open([
    { sku: "CHAIR", quantity: 4, discountPercent: 10 },
    { sku: "TABLE", quantity: 1, unitPrice: eur(5000), taxCode: "S7" },
  ]);
  const answer = await win(id, { invoicing: "on-shipment", promisedOn: "2027-01-31", reference: "PO-7" });
  expect(answer.status).toBe(200);
  expect(answer.body.events.map(({ type }: { type: string }) => type)).toEqual(["OpportunityWon", "OrderPlaced"]);
  expect(answer.body.data).toMatchObject({
    customerId,
    opportunityId: id,
    invoicing: "on-shipment",
    promisedOn: "2027-01-31",
    reference: "PO-7",
    paymentTermDays: 14,
    net: eur(8600),
    status: "placed",
  });
  expect(answer.body.data.lines).toMatchObject([
    { lineNo: 1, kind: "goods", taxCode: "S19", net: eur(3600) },
    { lineNo: 2, taxCode: "S7", net: eur(5000) },
  ]);
  expect(await order(w, answer.body.data.id)).toEqual(answer.body.data);
  expect(await w.must("sales/show-opportunity", { path: { id } })).toMatchObject({
    stage: "won",
    probabilityPercent: 100,
    orderId: answer.body.data.id,
    value: eur(8600),
  });
  expect((await timeline(w, customerId)).map(({ type }) => type).toSorted()).toEqual([
    "CustomerRegistered",
    "OpportunityOpened",
    "OpportunityWon",
    "OrderPlaced",
  ]);
  expect(w.facts("OrderPlaced")[0]?.metadata.subjectVersion).toBe(1);
});

test("refuses what cannot be ordered, and leaves the opportunity open", async () => {
  expect((await win((await open([])).id)).body).toMatchObject({ status: 422, code: "nothing_to_sell" });
  const priceless = await open([
    { sku: "CHAIR", quantity: 1 },
    { sku: "TABLE", quantity: 1 },
  ]);
  expect((await win(priceless.id)).body).toMatchObject({ status: 422, code: "price_missing", errors: [{ pointer: "/lines/1/unitPrice" }] });
  await w.must("catalog/revise-product", { path: { sku: "CHAIR" }, body: { status: "discontinued" } });
  await heard(w, "ProductRevised", "CHAIR");
  expect((await win(priceless.id)).body).toMatchObject({ status: 422, code: "discontinued_product", errors: [{ pointer: "/lines/0/sku" }] });
  await w.must("sales/revise-customer", { path: { id: customerId }, body: { status: "archived" } });
  expect((await win(priceless.id)).body).toMatchObject({ status: 409, code: "customer_archived" });
  expect((await win("01JD3Z7Q8R5T6V9W0X1Y2Z3A4B")).body).toMatchObject({ status: 404, code: "opportunity_not_found" });
  expect(await w.must("sales/show-opportunity", { path: { id: priceless.id } })).toMatchObject({ stage: "qualifying", version: 1 });
  expect(w.facts("OrderPlaced")).toEqual([]);
});

test("is won once: a replay with its key answers the same, anybody else is refused", async () => {
  const { id } = await open([{ sku: "CHAIR", quantity: 1 }]);
  const first = await win(id, {}, { "idempotency-key": "k1" });
  const again = await win(id, {}, { "idempotency-key": "k1" });
  expect(again.body).toEqual(first.body);
  expect((await win(id)).body).toMatchObject({ status: 409, code: "already_closed" });
  expect(w.facts("OrderPlaced")).toHaveLength(1);
});

test("of many at once exactly one wins", async () => {
  const { id } = await open([{ sku: "CHAIR", quantity: 1 }]);
  const answers = await Promise.all(Array.from({ length: 8 }, () => win(id)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  expect(w.facts("OrderPlaced")).toHaveLength(1);
});

test("respects If-Match", async () => {
  const { id } = await open([{ sku: "CHAIR", quantity: 1 }]);
  await w.must("sales/revise-opportunity", { path: { id }, body: { stage: "negotiating" } });
  expect((await win(id, {}, { "if-match": '"1"' })).status).toBe(412);
  expect((await win(id, {}, { "if-match": '"2"' })).status).toBe(200);
});

test("dates the win and its order by business, not before the opportunity was opened and never in the future", async () => {
  const { id } = await open([{ sku: "CHAIR", quantity: 1 }], { openedOn: "1996-06-20" });
  expect((await win(id, { wonOn: "1996-06-19" })).body).toMatchObject({
    status: 422,
    code: "date_too_early",
    errors: [{ pointer: "/wonOn" }],
    notBefore: "1996-06-20",
  });
  expect((await win(id, { wonOn: "2199-01-01" })).body).toMatchObject({ status: 422, code: "date_in_future", errors: [{ pointer: "/wonOn" }] });
  expect((await win(id, { wonOn: "1996-07-04" })).body.data).toMatchObject({ placedOn: "1996-07-04", promisedOn: "1996-07-11" });
  const won = await w.must("sales/show-opportunity", { path: { id } });
  expect(won).toMatchObject({ openedOn: "1996-06-20", closedOn: "1996-07-04" });
  expect(won.closedAt).not.toMatch(/^1996/);
  expect(w.facts("OpportunityWon")[0]?.data).toMatchObject({ wonOn: "1996-07-04", wonAt: won.closedAt });
  expect(w.facts("OrderPlaced")[0]?.data).toMatchObject({ placedOn: "1996-07-04" });
});
