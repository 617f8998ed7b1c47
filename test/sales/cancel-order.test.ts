import { beforeEach, expect, test } from "vitest";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { type World, world } from "../kit/world.ts";
import { eur, factOf, order, placed, timeline } from "./sale.ts";

let w: World;
let id: string;
let customerId: string;
beforeEach(async () => {
  w = await world();
  ({ id, customerId } = await placed(w));
});
const cancel = (body: object = { reason: "no longer needed" }, headers = {}) => w.call("sales/cancel-order", { path: { id }, body, headers });
const head = () => ({ orderId: id, customerId, company: "MAIN", invoicing: "on-order" as const });
const goods = (lineNo: number, unshipped: number) => ({ lineNo, sku: "CHAIR", kind: "goods" as const, unshipped, released: 0 });
const service = { lineNo: 3, sku: "SETUP", kind: "service" as const, unshipped: 1, released: 0 };
const release = (lines: object[]) => w.deliver(factOf(w, StockReleased, { ...head(), lines: lines as never }), "sales/advance-order-on-stock-released");
const ship = (lines: [number, number][]) =>
  w.deliver(
    factOf(w, ShipmentDispatched, {
      ...head(),
      shipmentId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
      dispatchedAt: new Date().toISOString(),
      cost: eur(0),
      lines: lines.map(([lineNo, quantity]) => ({ lineNo, sku: "CHAIR", quantity, cost: eur(0) })),
    }),
    "sales/advance-order-on-shipment-dispatched",
  );

test("tells everybody, with the lines, and waits for what had left", async () => {
  const { status, body } = await cancel();
  expect([status, body.data.status, body.data.cancelReason]).toEqual([200, "cancelling", "no longer needed"]);
  expect(w.facts("OrderCancelled")).toMatchObject([
    {
      data: {
        ...head(),
        lines: [{ lineNo: 1, sku: "CHAIR", kind: "goods", quantity: 5 }, { lineNo: 2 }, { lineNo: 3, kind: "service" }],
      },
      metadata: { subjectVersion: 2 },
    },
  ]);
  expect((await timeline(w, customerId))[0]).toMatchObject({ type: "OrderCancelled", orderId: id });
  await release([goods(1, 5), goods(2, 3), service]);
  expect(await order(w, id)).toMatchObject({ status: "cancelled", lines: [{ cancelled: 5 }, { cancelled: 3 }, { cancelled: 1 }] });
});

test("of what left in part cancels the rest only", async () => {
  await ship([[1, 2]]);
  await cancel();
  await release([goods(1, 3), goods(2, 3), service]);
  expect(await order(w, id)).toMatchObject({
    status: "partly-cancelled",
    fulfilment: "shipped",
    lines: [{ shipped: 2, cancelled: 3 }, { shipped: 0, cancelled: 3 }, { cancelled: 1 }],
  });
});

test("refuses a second time, without a reason, and what is not there", async () => {
  await cancel();
  expect((await cancel()).body).toMatchObject({ status: 409, code: "already_cancelled" });
  expect((await cancel({})).body.errors).toMatchObject([{ pointer: "/reason" }]);
  expect((await w.call("sales/cancel-order", { path: { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }, body: { reason: "x" } })).body.code).toBe("order_not_found");
});

test("is cancelled once: under one key, at once, and only as it was seen", async () => {
  expect((await cancel({ reason: "x" }, { "if-match": '"9"' })).status).toBe(412);
  const answers = await Promise.all(Array.from({ length: 4 }, () => cancel({ reason: "x" }, { "idempotency-key": "a" })));
  const accepted = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => JSON.stringify(body)));
  expect(accepted.size).toBe(1);
  expect(accepted).toContain(JSON.stringify((await cancel({ reason: "x" }, { "idempotency-key": "a" })).body));
  expect(w.facts("OrderCancelled")).toHaveLength(1);
});

test("bears a business date of its own, not before the order's", async () => {
  const old = (await w.must("sales/place-order", { body: { customerId, placedOn: "1997-01-10", lines: [{ sku: "CHAIR", quantity: 1 }] } })).id;
  const cancelOn = (cancelledOn: string) => w.call("sales/cancel-order", { path: { id: old }, body: { reason: "x", cancelledOn } });
  expect((await cancelOn("1997-01-09")).body).toMatchObject({ status: 422, code: "date_too_early", errors: [{ pointer: "/cancelledOn" }] });
  expect((await cancelOn("2199-01-01")).body).toMatchObject({ status: 422, code: "date_in_future" });
  expect((await cancelOn("1997-02-01")).body.data).toMatchObject({ cancelledOn: "1997-02-01", placedOn: "1997-01-10" });
  expect(w.facts("OrderCancelled")).toMatchObject([{ data: { cancelledOn: "1997-02-01" } }]);
  expect((await cancel()).body.data.cancelledOn).toBe(w.facts("OrderCancelled")[1]?.metadata.occurredAt.slice(0, 10));
});
