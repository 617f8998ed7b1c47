import { expect, it } from "vitest";
import { anOrder, CUSTOMER, eur, office, OTHER } from "./office.ts";

it("lists payments newest first, of one customer or of all, page by page, to their tenant only", async () => {
  const w = await office();
  await w.meet();
  const [one, two] = [anOrder([{ quantity: 1, minor: 1000 }]), anOrder([{ quantity: 1, minor: 2000 }], { customerId: OTHER })];
  await w.place(one);
  await w.place(two);
  const pay = async (orderId: string, minor: number, receivedOn: string, customerId: string) =>
    (await w.pay({ customerId, receivedOn, amount: eur(minor), allocations: [{ invoiceId: orderId, amount: eur(minor) }] })).body.data.id;
  const early = await pay(one.orderId, 10, "2026-01-10", CUSTOMER);
  const late = await pay(one.orderId, 20, "2026-03-01", CUSTOMER);
  const other = await pay(two.orderId, 30, "2026-02-01", OTHER);
  const ids = async (query: Record<string, string>) => (await w.must("finance/list-payments", { query })).map(({ id }: { id: string }) => id);
  expect(await ids({})).toEqual([late, other, early]);
  expect(await ids({ customerId: CUSTOMER })).toEqual([late, early]);
  const first = await w.call("finance/list-payments", { query: { limit: "2" } });
  expect(await ids({ limit: "2", cursor: first.body.next })).toEqual([early]);
  expect(await (await office()).must("finance/list-payments")).toEqual([]);
});
