import { ThrottlingException } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeAll, expect, it } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { expectSound, shop } from "../kit/shop.ts";
import { chance } from "../kit/world.ts";
import type { RequestOptions } from "../kit/gateway-event.ts";

/** A burst: this share of all calls, reads as well as writes, is turned away after the SDK's own tries were used up. */
let share = 0;
const turnedAway = { read: 0, write: 0 };
const random = chance(9);

beforeAll(() => {
  documentClient().middlewareStack.add(
    (next) => (args) => {
      if (random() >= share) return next(args);
      turnedAway["TransactItems" in args.input ? "write" : "read"] += 1;
      throw new ThrottlingException({ $metadata: { httpStatusCode: 400 }, message: "Rate exceeded" });
    },
    { step: "initialize", name: "burst" },
  );
});
afterEach(() => {
  share = 0;
});

it("a burst of throttling on a third of all calls is waited out or told as 503, and leaves nothing half done", async () => {
  const { erp, customerId, show } = await shop([{ sku: "A", onHand: 40 }]);
  share = 0.3;
  const statuses: number[] = [];
  async function untilDone(name: string, request: RequestOptions, key: string): Promise<any> {
    for (;;) {
      const { status, headers, body } = await erp.call(name, { ...request, headers: { "idempotency-key": key } });
      statuses.push(status);
      if (status < 300) return body.data;
      expect([status, body.code, headers["retry-after"]]).toEqual([503, "temporarily_unavailable", "2"]);
    }
  }
  const orders: string[] = [];
  for (let no = 0; no < 10; no += 1) {
    const { id } = await untilDone("sales/place-order", { body: { customerId, lines: [{ sku: "A", quantity: 2 }] } }, `order-${no}`);
    orders.push(id);
  }
  await erp.settle();
  for (const orderId of orders) await untilDone("inventory/dispatch-shipment", { body: { orderId } }, `ship-${orderId}`);
  await untilDone("inventory/list-stock-levels", {}, "-");
  await erp.settle();
  share = 0;

  expect(turnedAway.read).toBeGreaterThan(10);
  expect(turnedAway.write).toBeGreaterThan(10);
  expect(statuses).toContain(503);
  expect(erp.facts("OrderPlaced").map(({ data }) => data.orderId)).toEqual(orders);
  for (const order of await Promise.all(orders.map(show))) expect(order).toMatchObject({ status: "shipped", billing: "invoiced" });
  await expectSound(erp);
});
