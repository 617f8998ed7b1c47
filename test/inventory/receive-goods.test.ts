import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("receive goods", () => {
  it("adds what came in and what it cost, each product once", async () => {
    const w = await warehouse();
    await w.list("DESK");
    await w.list("LAMP");
    const lines = [
      { sku: "DESK", quantity: 2, unitCost: eur(1000) },
      { sku: "LAMP", quantity: 0.1, unitCost: eur(33.3333) },
      { sku: "DESK", quantity: 1, unitCost: eur(1300) },
    ];
    const answer = await w.call("inventory/receive-goods", { body: { lines, receivedOn: "2026-11-20", reference: "DN 17" } });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        data: { company: "MAIN", receivedOn: "2026-11-20", lines: [{ value: eur(2000) }, { value: eur(3) }, { value: eur(1300) }] },
        events: [{ type: "GoodsReceived" }],
      },
    });
    expect(await w.level("DESK")).toMatchObject({
      onHand: 3,
      available: 3,
      promisable: 3,
      reserved: 0,
      backOrdered: 0,
      value: eur(3300),
      averageCost: eur(1100),
    });
    expect(await w.level("LAMP")).toMatchObject({ onHand: 0.1, value: eur(3) });
    expect(w.facts("GoodsReceived")[0]?.data.lines).toEqual([
      { sku: "DESK", quantity: 3, value: eur(3300) },
      { sku: "LAMP", quantity: 0.1, value: eur(3) },
    ]);
  });

  it("blends costs into the moving average", async () => {
    const w = await warehouse();
    await w.stock("DESK", 10, 100);
    await w.receive("DESK", 5, 250);
    expect(await w.level("DESK")).toMatchObject({ onHand: 15, value: eur(2250), averageCost: eur(150) });
  });

  it.each([
    [
      "unknown_product",
      [
        { sku: "DESK", quantity: 1, unitCost: eur(1) },
        { sku: "GHOST", quantity: 1, unitCost: eur(1) },
      ],
      "/lines/1/sku",
    ],
    ["cost_currency_mismatch", [{ sku: "DESK", quantity: 1, unitCost: { minor: 1, currency: "USD" } }], "/lines/0/unitCost/currency"],
    [
      "mixed_currencies",
      [
        { sku: "DESK", quantity: 1, unitCost: eur(1) },
        { sku: "DESK", quantity: 1, unitCost: { minor: 1, currency: "USD" } },
      ],
      "/lines/1/unitCost/currency",
    ],
    ["value_too_large", [{ sku: "DESK", quantity: 1_000_000, unitCost: eur(100_000_000_000) }], "/lines/0"],
    ["too_much_stock", [{ sku: "DESK", quantity: 1_000_000_000, unitCost: eur(0) }], "/lines/0/quantity"],
  ])("refuses with %s and takes nothing in", async (code, lines, pointer) => {
    const w = await warehouse();
    await w.stock("DESK", 1);
    const answer = await w.call("inventory/receive-goods", { body: { lines } });
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(JSON.stringify(answer.body)).toContain(pointer);
    expect(await w.level("DESK")).toMatchObject({ onHand: 1, value: eur(100) });
    expect(w.count("GoodsReceived")).toBe(1);
  });

  it("takes concurrent first receipts of a product in one currency, and refuses the other", async () => {
    const w = await warehouse();
    await w.list("DESK");
    const answers = await Promise.all(
      ["EUR", "USD", "EUR"].map((currency) =>
        w.call("inventory/receive-goods", { body: { lines: [{ sku: "DESK", quantity: 1, unitCost: { minor: 7, currency } }] } }),
      ),
    );
    const taken = answers.filter((answer) => answer.status === 201).length;
    const level = await w.level("DESK");
    expect(taken).toBe(level.value.currency === "EUR" ? 2 : 1);
    expect(level).toMatchObject({ onHand: taken, value: { minor: 7 * taken } });
  });

  it("takes goods in once for one Idempotency-Key", async () => {
    const w = await warehouse();
    await w.list("DESK");
    const request = { headers: { "idempotency-key": "receipt-1" }, body: { lines: [{ sku: "DESK", quantity: 2, unitCost: eur(10) }] } };
    const first = await w.call("inventory/receive-goods", request);
    const second = await w.call("inventory/receive-goods", request);
    expect(second.body).toEqual(first.body);
    expect(await w.level("DESK")).toMatchObject({ onHand: 2 });
    expect(w.count("GoodsReceived")).toBe(1);
  });

  it("takes nothing in that is said to come in tomorrow or before 1970", async () => {
    const w = await warehouse();
    await w.list("DESK");
    const receiveOn = (receivedOn: string) =>
      w.call("inventory/receive-goods", { body: { receivedOn, lines: [{ sku: "DESK", quantity: 1, unitCost: eur(1) }] } });
    expect(await receiveOn("2199-01-01")).toMatchObject({ status: 422, body: { code: "date_in_future", errors: [{ pointer: "/receivedOn" }] } });
    expect(await receiveOn("1969-12-31")).toMatchObject({ status: 400 });
    expect(await receiveOn("1996-07-04")).toMatchObject({ status: 201, body: { data: { receivedOn: "1996-07-04" } } });
    expect(w.facts("GoodsReceived")).toMatchObject([{ data: { receivedOn: "1996-07-04" } }]);
  });

  it("values back-dated goods in the order of recording: the average that is there moves, earlier shipments keep their cost", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2, 100);
    const order = anOrder([["DESK", 1]]);
    await w.place(order);
    await w.ship({ orderId: order.orderId });
    await w.must("inventory/receive-goods", { body: { receivedOn: "1996-07-04", lines: [{ sku: "DESK", quantity: 1, unitCost: eur(300) }] } });
    expect(w.facts("ShipmentDispatched")[0]?.data.cost).toEqual(eur(100));
    expect(await w.level("DESK")).toMatchObject({ onHand: 2, value: eur(400), averageCost: eur(200) });
  });
});
