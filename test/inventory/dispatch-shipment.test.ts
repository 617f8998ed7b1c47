import { describe, expect, it } from "vitest";
import { anOrder, newOrderId, warehouse } from "./warehouse.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("dispatch a shipment", () => {
  it("ships everything that is set aside, at moving average, and says what remains", async () => {
    const w = await warehouse();
    await w.stock("DESK", 3, 33.3333);
    const order = anOrder(
      [
        ["DESK", 2],
        ["DESK", 3],
      ],
      { invoicing: "on-shipment" },
    );
    await w.place(order);
    const answer = await w.ship({ orderId: order.orderId, carrier: "Post", trackingNumber: "T1" });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        data: {
          orderId: order.orderId,
          carrier: "Post",
          cost: eur(100),
          lines: [
            { lineNo: 1, quantity: 2, cost: eur(67) },
            { lineNo: 2, quantity: 1, cost: eur(33) },
          ],
          remaining: [{ lineNo: 2, reserved: 0, backOrdered: 2 }],
        },
      },
    });
    expect(await w.level("DESK")).toMatchObject({ onHand: 0, reserved: 0, available: 0, backOrdered: 2, value: eur(0) });
    expect(w.facts("ShipmentDispatched")[0]?.data).toMatchObject({ invoicing: "on-shipment", cost: eur(100) });
    expect(w.facts("ShipmentDispatched")[0]?.data).not.toHaveProperty("carrier");
  });

  it("ships part of a line, then the rest", async () => {
    const w = await warehouse();
    await w.stock("DESK", 4, 250);
    const order = anOrder([["DESK", 3]]);
    await w.place(order);
    expect((await w.ship({ orderId: order.orderId, lines: [{ lineNo: 1, quantity: 0.5 }] })).body.data).toMatchObject({
      cost: eur(125),
      remaining: [{ lineNo: 1, reserved: 2.5 }],
    });
    expect((await w.ship({ orderId: order.orderId })).body.data).toMatchObject({ cost: eur(625), remaining: [] });
    expect(await w.level("DESK")).toMatchObject({ onHand: 1, reserved: 0, available: 1, value: eur(250) });
  });

  it("refuses what it cannot ship", async () => {
    const w = await warehouse();
    await w.stock("DESK", 3);
    await w.list("YEN");
    await w.must("inventory/receive-goods", { body: { lines: [{ sku: "YEN", quantity: 1, unitCost: { minor: 1, currency: "JPY" } }] } });
    const order = anOrder([
      ["DESK", 3],
      ["YEN", 1],
    ]);
    const waiting = anOrder([["LAMP", 1]]);
    const ended = anOrder([["LAMP", 1]]);
    for (const each of [order, waiting, ended]) await w.place(each);
    await w.cancel(ended);
    const before = await w.level("DESK");
    const tries: [object, number, string, string][] = [
      [{ orderId: newOrderId() }, 404, "order_not_found", "/orderId"],
      [{ orderId: ended.orderId }, 409, "order_cancelled", "/orderId"],
      [{ orderId: waiting.orderId }, 409, "nothing_to_ship", "/orderId"],
      [{ orderId: order.orderId, lines: [{ lineNo: 1, quantity: 4 }] }, 409, "more_than_reserved", "/lines/0/quantity"],
      [{ orderId: order.orderId, lines: [{ lineNo: 9, quantity: 1 }] }, 422, "unknown_line", "/lines/0/lineNo"],
      [{ orderId: order.orderId }, 422, "mixed_currencies", "/lines"],
    ];
    for (const [body, status, code, pointer] of tries) {
      const answer = await w.ship(body);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(JSON.stringify(answer.body)).toContain(pointer);
    }
    expect(
      await w.ship({
        orderId: order.orderId,
        lines: [
          { lineNo: 1, quantity: 1 },
          { lineNo: 1, quantity: 1 },
        ],
      }),
    ).toMatchObject({ status: 400 });
    expect(await w.level("DESK")).toEqual(before);
    expect(w.count("ShipmentDispatched")).toBe(0);
  });

  it("ships a large order forty lines at a time", async () => {
    const w = await warehouse();
    const skus = Array.from({ length: 100 }, (_, n) => `P${n}`);
    for (const sku of skus) await w.stock(sku, 1);
    const order = anOrder(skus.map((sku) => [sku, 1] as const));
    await w.place(order);
    expect(await w.ship({ orderId: order.orderId, lines: order.lines.slice(0, 41).map((_, at) => ({ lineNo: at + 1, quantity: 1 })) })).toMatchObject({
      status: 413,
      body: { code: "shipment_too_large" },
    });
    const sizes: number[] = [];
    for (let left = 100; left > 0; ) {
      const { data } = (await w.ship({ orderId: order.orderId })).body;
      sizes.push(data.lines.length);
      left = data.remaining.length;
    }
    expect(sizes).toEqual([40, 40, 20]);
  });

  it("ships once where many try, and never after the cancel", async () => {
    const w = await warehouse();
    await w.stock("DESK", 10);
    const order = anOrder([["DESK", 10]]);
    await w.place(order);
    const [, ...answers] = await Promise.all([
      w.cancel(order),
      ...Array.from({ length: 6 }, () => w.ship({ orderId: order.orderId, lines: [{ lineNo: 1, quantity: 3 }] })),
    ]);
    const left = 3 * answers.filter((answer) => answer.status === 201).length;
    const { lines } = w.facts("StockReleased")[0]?.data ?? { lines: [] };
    expect(lines[0]).toMatchObject({ unshipped: 10 - left, released: 10 - left });
    expect(await w.level("DESK")).toMatchObject({ onHand: 10 - left, reserved: 0, available: 10 - left, value: eur(100 * (10 - left)) });
    expect(w.count("ShipmentDispatched") * 3).toBe(left);
  });

  it("ships once for one Idempotency-Key", async () => {
    const w = await warehouse();
    await w.stock("DESK", 4);
    const order = anOrder([["DESK", 4]]);
    await w.place(order);
    const request = { headers: { "idempotency-key": "ship-1" }, body: { orderId: order.orderId, lines: [{ lineNo: 1, quantity: 1 }] } };
    const answers = [await w.call("inventory/dispatch-shipment", request), await w.call("inventory/dispatch-shipment", request)];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await w.level("DESK")).toMatchObject({ onHand: 3 });
  });

  it("bears the business date it is given: not before the order's, never in the future", async () => {
    const w = await warehouse();
    await w.stock("DESK", 5);
    const order = anOrder([["DESK", 3]], { placedOn: "1996-07-04" });
    await w.place(order);
    const shipOn = (shippedOn?: string) => w.ship({ orderId: order.orderId, shippedOn, lines: [{ lineNo: 1, quantity: 1 }] });
    expect(await shipOn("1996-07-03")).toMatchObject({
      status: 422,
      body: { code: "date_too_early", notBefore: "1996-07-04", errors: [{ pointer: "/shippedOn" }] },
    });
    expect(await shipOn("2199-01-01")).toMatchObject({ status: 422, body: { code: "date_in_future" } });
    expect((await shipOn("1996-07-04")).body.data).toMatchObject({ shippedOn: "1996-07-04" });
    const now = (await shipOn()).body.data;
    expect(now.shippedOn).toBe(now.dispatchedAt.slice(0, 10));
    expect(w.facts("ShipmentDispatched").map(({ data }) => data.shippedOn)).toEqual(["1996-07-04", now.shippedOn]);
    expect(await w.level("DESK")).toMatchObject({ onHand: 3 });
  });
});
