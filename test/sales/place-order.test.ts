import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, eur, heard, listed, order } from "./sale.ts";

let w: World;
let customerId: string;
beforeEach(async () => {
  w = await world();
  customerId = (await customer(w, { paymentTermDays: 10 })).id;
  await Promise.all([
    listed(w, "CHAIR"),
    listed(w, "IMPORT", { listPrice: { minor: 5, currency: "USD" } }),
    listed(w, "SETUP", { kind: "service", listPrice: undefined }),
  ]);
});
const place = (body: object, headers = {}) => w.call("sales/place-order", { body: { customerId, ...body }, headers });
const one = [{ sku: "CHAIR", quantity: 1 }];

test("fills in what is usual and tells everything a fulfiller and a biller need", async () => {
  const { status, headers, body } = await place({
    lines: [
      { sku: "CHAIR", quantity: 3, discountPercent: 33.3333 },
      { sku: "SETUP", quantity: 0.5, unitPrice: eur(9999), taxCode: "E" },
    ],
  });
  expect(status).toBe(201);
  expect(headers["location"]).toBe(`/sales/orders/${body.data.id}`);
  const placedOn = Date.parse(body.data.placedAt.slice(0, 10));
  const common = {
    customerId,
    company: "MAIN",
    currency: "EUR",
    invoicing: "on-order",
    paymentTermDays: 10,
    promisedOn: new Date(placedOn + 7 * 86_400_000).toISOString().slice(0, 10),
  };
  expect(body.data).toMatchObject({
    ...common,
    version: 1,
    status: "placed",
    fulfilment: "none",
    billing: "none",
    payment: "none",
    net: eur(7000),
    invoiced: eur(0),
    owed: eur(0),
  });
  expect(body.data.lines).toEqual([
    {
      lineNo: 1,
      sku: "CHAIR",
      kind: "goods",
      quantity: 3,
      unitPrice: eur(1000),
      discountPercent: 33.3333,
      taxCode: "S19",
      net: eur(2000),
      reserved: 0,
      backOrdered: 0,
      shipped: 0,
      cancelled: 0,
    },
    {
      lineNo: 2,
      sku: "SETUP",
      kind: "service",
      quantity: 0.5,
      unitPrice: eur(9999),
      taxCode: "E",
      net: eur(5000),
      reserved: 0,
      backOrdered: 0,
      shipped: 0,
      cancelled: 0,
    },
  ]);
  expect(w.facts("OrderPlaced")).toMatchObject([
    {
      data: {
        orderId: body.data.id,
        ...common,
        lines: [
          { lineNo: 1, kind: "goods", unitPrice: eur(1000) },
          { lineNo: 2, kind: "service" },
        ],
      },
      metadata: { subjectVersion: 1 },
    },
  ]);
  expect(await order(w, body.data.id)).toEqual(body.data);
});

test("takes another currency, company, promise and reference", async () => {
  const { body } = await place({
    currency: "USD",
    company: "WEST",
    promisedOn: "2027-03-01",
    paymentTermDays: 0,
    reference: "PO-1",
    invoicing: "on-shipment",
    lines: [{ sku: "IMPORT", quantity: 7 }],
  });
  expect(body.data).toMatchObject({
    currency: "USD",
    company: "WEST",
    promisedOn: "2027-03-01",
    paymentTermDays: 0,
    reference: "PO-1",
    net: { minor: 35, currency: "USD" },
  });
});

test("refuses what cannot be sold, with the line's pointer", async () => {
  const refused = async (lines: object[], more = {}) => (await place({ lines, ...more })).body;
  expect(await refused([...one, { sku: "NONE", quantity: 1 }])).toMatchObject({ status: 422, code: "unknown_product", errors: [{ pointer: "/lines/1/sku" }] });
  expect(await refused([...one, { sku: "SETUP", quantity: 1 }])).toMatchObject({
    status: 422,
    code: "price_missing",
    errors: [{ pointer: "/lines/1/unitPrice" }],
  });
  expect(await refused([{ sku: "IMPORT", quantity: 1 }])).toMatchObject({ status: 422, code: "price_missing" });
  expect(await refused([{ sku: "IMPORT", quantity: 1, unitPrice: { minor: 5, currency: "USD" } }])).toMatchObject({
    status: 422,
    code: "currency_mismatch",
    errors: [{ pointer: "/lines/0/unitPrice" }],
  });
  expect(await refused([...one, { sku: "CHAIR", quantity: 1e9, unitPrice: eur(1e11) }])).toMatchObject({
    status: 422,
    code: "amount_too_large",
    errors: [{ pointer: "/lines/1/quantity" }],
  });
  await w.must("catalog/revise-product", { path: { sku: "CHAIR" }, body: { status: "discontinued" } });
  await heard(w, "ProductRevised", "CHAIR");
  expect(await refused(one)).toMatchObject({ status: 422, code: "discontinued_product", errors: [{ pointer: "/lines/0/sku" }] });
  await w.must("sales/revise-customer", { path: { id: customerId }, body: { status: "archived" } });
  expect(await refused(one)).toMatchObject({ status: 409, code: "customer_archived" });
  expect(await refused(one, { customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" })).toMatchObject({ status: 404, code: "customer_not_found" });
  expect(w.facts("OrderPlaced")).toEqual([]);
});

test("refuses what is malformed before anything is read", async () => {
  for (const quantity of [0, -1, 1e15, 0.0000001, "2", null]) {
    const { body } = await place({ lines: [{ sku: "CHAIR", quantity }] });
    expect([body.code, body.errors[0].pointer]).toEqual(["invalid_input", "/lines/0/quantity"]);
  }
  expect((await place({ lines: [] })).status).toBe(400);
  expect((await place({ lines: Array.from({ length: 501 }, () => one[0]) })).status).toBe(400);
  expect((await place({ lines: one, colour: "red" })).body.errors).toMatchObject([{ pointer: "/colour" }]);
});

test("takes 500 lines at once", async () => {
  const { status, body } = await place({
    reference: "x".repeat(100),
    lines: Array.from({ length: 500 }, () => ({ sku: "CHAIR", quantity: 999_999.999999, unitPrice: eur(0.0001), discountPercent: 0.0001 })),
  });
  expect(status).toBe(201);
  expect(await order(w, body.data.id)).toEqual(body.data);
});

test("is placed once under one key, and a dry run places nothing", async () => {
  const first = await place({ lines: one }, { "idempotency-key": "a" });
  expect((await place({ lines: one }, { "idempotency-key": "a" })).body).toEqual(first.body);
  await w.must("sales/place-order", { body: { customerId, lines: one }, query: { dryRun: "true" } });
  expect(w.facts("OrderPlaced")).toHaveLength(1);
});

test("bears the business date it is given, and that of its recording where none is", async () => {
  const { body } = await place({ lines: one, placedOn: "2024-02-29" });
  expect(body.data).toMatchObject({ placedOn: "2024-02-29", promisedOn: "2024-03-07" });
  expect(body.data.placedAt.slice(0, 10)).not.toBe("2024-02-29");
  expect(w.facts("OrderPlaced")[0]).toMatchObject({ data: { placedOn: "2024-02-29", placedAt: w.facts("OrderPlaced")[0]?.metadata.occurredAt } });
  const today = (await place({ lines: one })).body.data;
  expect(today.placedOn).toBe(today.placedAt.slice(0, 10));
  expect((await place({ lines: one, placedOn: "2199-01-01" })).body).toMatchObject({ status: 422, code: "date_in_future", errors: [{ pointer: "/placedOn" }] });
  expect((await place({ lines: one, placedOn: "1969-12-31" })).body).toMatchObject({ status: 400, errors: [{ pointer: "/placedOn" }] });
  expect(w.facts("OrderPlaced")).toHaveLength(2);
});
