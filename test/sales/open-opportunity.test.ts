import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, eur, listed } from "./sale.ts";

let w: World;
let customerId: string;
beforeEach(async () => {
  w = await world();
  customerId = (await customer(w)).id;
  await Promise.all([listed(w, "CHAIR"), listed(w, "IMPORT", { listPrice: { minor: 5, currency: "USD" } })]);
});
const open = (body: object, headers = {}) => w.call("sales/open-opportunity", { body: { customerId, title: "New office", ...body }, headers });

test("begins with qualifying, owned by who opens it, worth what its lines are", async () => {
  const { status, body } = await open({
    lines: [
      { sku: "CHAIR", quantity: 2.5, requirement: "Fits under the desk" },
      { sku: "CHAIR", quantity: 1, unitPrice: eur(333.3333), discountPercent: 50 },
      { sku: "IMPORT", quantity: 9 },
    ],
    competitors: [{ name: "Stuhl AG", strength: "price" }],
    source: "fair",
    expectedCloseOn: "2027-01-01",
  });
  expect(status).toBe(201);
  expect(body.data).toMatchObject({
    version: 1,
    stage: "qualifying",
    probabilityPercent: 20,
    ownerId: "user:ada",
    company: "MAIN",
    currency: "EUR",
    value: eur(2667),
  });
  expect(body.data.lines[0].unitPrice).toEqual(eur(1000));
  expect(body.data.lines[2]).not.toHaveProperty("unitPrice");
  expect(Object.keys(body.data.stageEnteredAt)).toEqual(["qualifying"]);
  expect(w.facts("OpportunityOpened")).toMatchObject([{ data: { customerId, value: eur(2667) } }]);
});

test("takes another stage and probability", async () => {
  expect((await open({ stage: "negotiating" })).body.data).toMatchObject({ probabilityPercent: 75, lines: [], value: eur(0) });
  expect((await open({ probabilityPercent: 33 })).body.data).toMatchObject({ probabilityPercent: 33, probabilitySet: true });
});

test("refuses lines it cannot value, and customers it cannot sell to", async () => {
  expect(
    (
      await open({
        lines: [
          { sku: "CHAIR", quantity: 1 },
          { sku: "NONE", quantity: 1 },
        ],
      })
    ).body,
  ).toMatchObject({ status: 422, code: "unknown_product", errors: [{ pointer: "/lines/1/sku" }] });
  expect((await open({ lines: [{ sku: "CHAIR", quantity: 1, unitPrice: { minor: 1, currency: "USD" } }] })).body).toMatchObject({
    status: 422,
    code: "currency_mismatch",
    errors: [{ pointer: "/lines/0/unitPrice" }],
  });
  expect((await open({ lines: [{ sku: "CHAIR", quantity: 1e9, unitPrice: eur(1e11) }] })).body).toMatchObject({
    status: 422,
    code: "amount_too_large",
    errors: [{ pointer: "/lines/0/quantity" }],
  });
  expect((await open({ stage: "won" })).status).toBe(400);
  expect((await open({ probabilityPercent: 100 })).status).toBe(400);
  expect((await open({ customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" })).body.code).toBe("customer_not_found");
  await w.must("sales/revise-customer", { path: { id: customerId }, body: { status: "archived" } });
  expect((await open({})).body).toMatchObject({ status: 409, code: "customer_archived" });
});

test("is opened once under one key", async () => {
  const first = await open({}, { "idempotency-key": "a" });
  expect((await open({}, { "idempotency-key": "a" })).body).toEqual(first.body);
  expect(w.facts("OpportunityOpened")).toHaveLength(1);
});

test("takes 500 lines with words, until they are more than the table keeps for one thing", async () => {
  const lines = (requirement: string) => Array.from({ length: 500 }, () => ({ sku: "CHAIR", quantity: 1, requirement }));
  expect((await open({ lines: lines("x".repeat(400)) }, { "idempotency-key": "a" })).status).toBe(201);
  expect((await open({ lines: lines("椅".repeat(400)) })).body).toMatchObject({ status: 413, code: "too_much_text", errors: [{ pointer: "/lines" }] });
});

test("bears the business date it is given: today where none is, never in the future", async () => {
  expect((await open({ openedOn: "1996-06-20" })).body.data).toMatchObject({ openedOn: "1996-06-20" });
  expect(w.facts("OpportunityOpened")[0]?.data).toMatchObject({ openedOn: "1996-06-20" });
  const { data } = (await open({})).body;
  expect(data.openedOn).toBe(data.stageEnteredAt.qualifying.slice(0, 10));
  expect((await open({ openedOn: "2199-01-01" })).body).toMatchObject({ status: 422, code: "date_in_future", errors: [{ pointer: "/openedOn" }] });
});
