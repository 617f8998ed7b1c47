import { expect, it } from "vitest";
import { anOrder, newOrderId, warehouse } from "./warehouse.ts";

it("lists an order's parts with where each line stands", async () => {
  const w = await warehouse();
  await w.stock("DESK", 2);
  const order = anOrder(Array.from({ length: 41 }, () => ["DESK", 1] as const));
  await w.place(order);
  const { body } = await w.call("inventory/list-reservations", { query: { orderId: order.orderId } });
  expect(body.data.map(({ part, lines }: { part: number; lines: unknown[] }) => [part, lines.length])).toEqual([
    [0, 40],
    [1, 1],
  ]);
  expect(body.data[0].lines.slice(0, 3)).toMatchObject([{ reserved: 1 }, { reserved: 1 }, { reserved: 0, backOrdered: 1 }]);
});
it("lists nothing for an order it does not know, and needs one", async () => {
  const w = await warehouse();
  expect((await w.call("inventory/list-reservations", { query: { orderId: newOrderId() } })).body.data).toEqual([]);
  expect(await w.call("inventory/list-reservations")).toMatchObject({ status: 400 });
});
