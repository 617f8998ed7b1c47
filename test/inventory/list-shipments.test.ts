import { expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

it("lists shipments newest first, of one order or all", async () => {
  const w = await warehouse();
  await w.stock("DESK", 9);
  const [one, other] = [anOrder([["DESK", 3]]), anOrder([["DESK", 3]])];
  await w.place(one);
  await w.place(other);
  const ids: string[] = [];
  for (const { orderId } of [one, other, one]) ids.push((await w.ship({ orderId, lines: [{ lineNo: 1, quantity: 1 }] })).body.data.id);
  const idsOf = async (query: Record<string, string>) => (await w.call("inventory/list-shipments", { query })).body.data.map((each: { id: string }) => each.id);
  expect(await idsOf({ limit: "10" })).toEqual(ids.toReversed());
  expect(await idsOf({ orderId: one.orderId })).toEqual([ids[2], ids[0]]);
});
