import { expect, test } from "vitest";
import { placedOnOf } from "../../domain/sales/order.table.ts";
import { world } from "../kit/world.ts";
import { customer, eur, listed } from "./sale.ts";

test("lists newest first, in pages, all or a customer's, between two days", async () => {
  const w = await world();
  await listed(w, "CHAIR");
  const customers = [(await customer(w)).id, (await customer(w)).id];
  const ids: string[] = [];
  for (const n of [0, 1, 0]) {
    ids.unshift((await w.must("sales/place-order", { body: { customerId: customers[n], lines: [{ sku: "CHAIR", quantity: 1 }] } })).id);
    await new Promise((done) => setTimeout(done, 2));
  }
  const list = async (query: Record<string, string> = {}) => (await w.call("sales/list-orders", { query })).body;
  const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);
  const first = await list({ limit: "2" });
  expect(idsOf(first)).toEqual(ids.slice(0, 2));
  expect(idsOf(await list({ limit: "2", cursor: first.next }))).toEqual(ids.slice(2));
  expect(first.data[0]).toMatchObject({
    customerId: customers[0],
    company: "MAIN",
    net: eur(1000),
    lineCount: 1,
    status: "placed",
    fulfilment: "none",
    billing: "none",
    payment: "none",
  });
  expect(idsOf(await list({ customerId: customers[1] ?? "" }))).toEqual([ids[1]]);
  const today = first.data[0].placedAt.slice(0, 10);
  expect(idsOf(await list({ placedFrom: today, placedTo: today }))).toEqual(ids);
  expect(idsOf(await list({ placedFrom: "2099-01-01" }))).toEqual([]);
  expect(idsOf(await list({ placedTo: "2020-01-01", customerId: customers[0] ?? "" }))).toEqual([]);
  expect(await list({ placedFrom: "2026-11-24", placedTo: "2026-11-23" })).toMatchObject({ status: 400, errors: [{ parameter: "placedTo" }] });
});

test("stands by the business date: a back-dated order is found on its day, not on that of its recording", async () => {
  const w = await world();
  await listed(w, "CHAIR");
  const { id: customerId } = await customer(w);
  const place = async (placedOn?: string): Promise<string> =>
    (await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "CHAIR", quantity: 1 }], placedOn } })).id;
  const now = await place();
  const late = await place("1997-12-31");
  const early = await place("1996-07-04");
  const ids = async (query: Record<string, string>): Promise<string[]> => (await w.must("sales/list-orders", { query })).map(({ id }: { id: string }) => id);
  expect(await ids({})).toEqual([now, late, early]);
  expect(await ids({ customerId, placedFrom: "1996-07-04", placedTo: "1997-12-31" })).toEqual([late, early]);
  expect(await ids({ placedFrom: "1997-12-31", placedTo: "1997-12-31" })).toEqual([late]);
  expect(await ids({ placedFrom: "1998-01-01" })).toEqual([now]);
});

test("takes an order that was kept before orders had a business date as placed on the UTC day of its recording", () => {
  expect(placedOnOf({ placedAt: "2026-11-23T23:59:59.999Z" })).toBe("2026-11-23");
  expect(placedOnOf({ placedAt: "2026-11-23T23:59:59.999Z", placedOn: "1996-07-04" })).toBe("1996-07-04");
});
