import { expect, it } from "vitest";
import { anOrder, eur, newId, OTHER, office } from "./office.ts";

it("lists the invoices of an order, of a customer, and of a company by status", async () => {
  const w = await office();
  const ids: string[] = [];
  for (const [over, day] of [
    [{}, "2026-01-01"],
    [{}, "2026-01-02"],
    [{ customerId: OTHER }, "2026-01-03"],
    [{ company: "EAST" }, "2026-01-04"],
    [{}, "2026-01-05"],
  ] as const) {
    const order = anOrder([{ quantity: 1, minor: 100, taxCode: "Z" }], over);
    ids.push(order.orderId);
    await w.place(order, day);
    if (day === "2026-01-02") await w.release(order, [1]);
  }
  await w.pay({ amount: eur(100), allocations: [{ invoiceId: ids[0] }] });
  const list = async (query: Record<string, string>) => (await w.must("finance/list-invoices", { query })).map((each: { id: string }) => ids.indexOf(each.id));
  expect(await list({ orderId: ids[2] ?? "" })).toEqual([2]);
  expect(await list({ customerId: OTHER })).toEqual([2]);
  expect(await list({ status: "open" })).toEqual([2, 4]);
  expect(await list({ status: "paid" })).toEqual([0]);
  expect(await list({ status: "credited" })).toEqual([1]);
  expect(await list({ status: "open", company: "EAST" })).toEqual([3]);
  expect(new Set(await list({}))).toEqual(new Set([0, 1, 2, 4]));
  const [summary] = await w.must("finance/list-invoices", { query: { status: "paid" } });
  expect(summary).toMatchObject({ number: "MAIN-2026-000001", total: eur(100), open: eur(0) });
  expect(summary).not.toHaveProperty("lines");
  for (const query of [{ status: "withheld" }, { status: "open", orderId: newId() }, { sort: "asc" }] as Record<string, string>[])
    expect(await w.call("finance/list-invoices", { query })).toMatchObject({ status: 400 });
});

it("fills a page with what is asked for, wherever it stands, and gives out each once", async () => {
  const w = await office();
  const credited: string[] = [];
  for (let n = 0; n < 9; n += 1) {
    const order = anOrder([{ quantity: 1, minor: 100 }]);
    await w.place(order);
    if (n % 3 === 0) credited.push(order.orderId);
    if (n % 3 === 0) await w.release(order, [1]);
    else await w.pay({ amount: eur(119), allocations: [{ invoiceId: order.orderId }] });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = { status: "credited", limit: "2", ...(cursor === undefined ? {} : { cursor }) };
    const { data, next } = (await w.call("finance/list-invoices", { query })).body;
    seen.push(...data.map((each: { id: string }) => each.id));
    cursor = next;
  } while (cursor !== undefined);
  expect(seen.sort()).toEqual(credited.sort());
});
