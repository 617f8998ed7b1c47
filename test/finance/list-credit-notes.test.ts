import { expect, it } from "vitest";
import { anOrder, CUSTOMER, office, OTHER } from "./office.ts";

it("lists credit notes newest first, of one customer or of all, to their tenant only", async () => {
  const w = await office();
  const orders = [anOrder([{ quantity: 2, minor: 1000 }]), anOrder([{ quantity: 1, minor: 500 }], { customerId: OTHER })];
  for (const order of orders) await w.place(order, "2026-01-05");
  await w.release(orders[0]!, [1], "2026-02-01");
  await w.release(orders[1]!, [1], "2026-03-01");
  const [mine, other] = orders.map(({ orderId }) => orderId);
  const ids = async (query: Record<string, string>) => (await w.must("finance/list-credit-notes", { query })).map(({ id }: { id: string }) => id);
  expect(await ids({})).toEqual([other, mine]);
  expect(await ids({ customerId: CUSTOMER })).toEqual([mine]);
  const first = await w.call("finance/list-credit-notes", { query: { limit: "1" } });
  expect(await ids({ limit: "1", cursor: first.body.next })).toEqual([mine]);
  expect(await (await office()).must("finance/list-credit-notes")).toEqual([]);
});
