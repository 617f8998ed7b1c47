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
it("lists nothing for an order it does not know", async () => {
  const w = await warehouse();
  expect((await w.call("inventory/list-reservations", { query: { orderId: newOrderId() } })).body.data).toEqual([]);
});
it("lists of all orders what can be shipped now, the earliest promise first: what waits, has left or was cancelled is not there", async () => {
  const w = await warehouse();
  await w.stock("DESK", 4);
  const order = (promisedOn: string) => ({ ...anOrder([["DESK", 1]]), promisedOn });
  const [late, early, gone, cancelled, short] = [
    order("2026-12-20"),
    order("2026-12-01"),
    order("2026-11-30"),
    order("2026-11-29"),
    order("2026-11-28"),
  ] as const;
  for (const each of [late, early, gone, cancelled, short]) await w.place(each);
  const toShip = async () => (await w.must("inventory/list-reservations")).map(({ orderId }: { orderId: string }) => orderId);
  expect(await toShip()).toEqual([cancelled, gone, early, late].map(({ orderId }) => orderId));
  await w.ship({ orderId: gone.orderId });
  await w.cancel(cancelled);
  expect(await toShip()).toEqual([early, late].map(({ orderId }) => orderId));
  // What the cancel gave back goes to who waited for it.
  await w.settle();
  expect(await toShip()).toEqual([short, early, late].map(({ orderId }) => orderId));
  const { body } = await w.call("inventory/list-reservations", { query: { limit: "2" } });
  expect((await w.must("inventory/list-reservations", { query: { limit: "2", cursor: body.next } })).map(({ orderId }: any) => orderId)).toEqual([
    late.orderId,
  ]);
  expect(await w.must("inventory/list-reservations", { tenant: `${w.tenant}x` })).toEqual([]);
});
