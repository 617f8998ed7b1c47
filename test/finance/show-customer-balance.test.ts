import { describe, expect, it } from "vitest";
import { anOrder, CUSTOMER, eur, newId, office, OTHER } from "./office.ts";

const worth = (minor: number, over: Parameters<typeof anOrder>[1] = {}) => anOrder([{ quantity: 1, minor, taxCode: "Z" }], over);

describe("a customer's balance", () => {
  it("equals the ledger to the cent after parts, too much, a credit note and credit that was used", async () => {
    const w = await office();
    await w.meet();
    const balance = (query: Record<string, string> = {}) => w.must("finance/show-customer-balance", { query: { customerId: CUSTOMER, ...query } });
    const equalsTheLedger = async () => {
      const closing = await w.closing();
      const { balances } = await balance();
      expect(balances).toHaveLength(1);
      expect([balances[0].owed.minor, balances[0].credit.minor]).toEqual([closing[1100] ?? 0, 0 - (closing[2200] ?? 0)]);
      expect(balances[0].net.minor).toBe(balances[0].owed.minor - balances[0].credit.minor);
      return balances[0];
    };
    expect(await balance()).toMatchObject({ customerId: CUSTOMER, company: "MAIN", balances: [], openItems: [] });
    const [late, paid, back] = [worth(1003), worth(500), worth(777)];
    await w.place(late, "2020-01-01");
    await w.place(paid, "2020-02-01");
    await w.place(back);
    expect(await equalsTheLedger()).toMatchObject({ invoices: 3, owed: eur(2280), overdue: eur(1503), credit: eur(0) });
    await w.pay({ amount: eur(3), allocations: [{ invoiceId: late.orderId }] });
    await w.pay({ amount: eur(650), allocations: [{ invoiceId: paid.orderId }] });
    expect(await equalsTheLedger()).toMatchObject({ invoices: 2, owed: eur(1777), overdue: eur(1000), credit: eur(150) });
    await w.pay({ amount: eur(200), allocations: [{ invoiceId: back.orderId }] });
    await w.release(back, [1]);
    expect(await equalsTheLedger()).toMatchObject({ invoices: 1, owed: eur(1000), credit: eur(350) });
    await w.pay({ method: "customer-credit", amount: eur(350), allocations: [{ invoiceId: late.orderId }] });
    expect(await equalsTheLedger()).toMatchObject({ owed: eur(650), overdue: eur(650), credit: eur(0), net: eur(650) });
    const { openItems, asOf } = await balance();
    expect(openItems).toMatchObject([{ invoiceId: late.orderId, total: eur(1003), open: eur(650), dueOn: "2020-01-31" }]);
    expect(Math.abs(Date.now() - Date.parse(asOf))).toBeLessThan(600_000);
  });

  it("keeps currencies, companies and customers apart, and shows credit where nothing is owed", async () => {
    const w = await office();
    await w.meet();
    await w.place(worth(100));
    await w.place(worth(200, { currency: "USD" }));
    await w.place(worth(400, { company: "EAST" }));
    await w.place(worth(800, { customerId: OTHER }));
    await w.pay({ amount: { minor: 7, currency: "CHF" } });
    const { balances } = await w.must("finance/show-customer-balance", { query: { customerId: CUSTOMER } });
    expect(balances.map((row: any) => [row.currency, row.owed.minor, row.credit.minor, row.net.minor])).toEqual([
      ["CHF", 0, 7, -7],
      ["EUR", 100, 0, 100],
      ["USD", 200, 0, 200],
    ]);
    expect((await w.must("finance/show-customer-balance", { query: { customerId: CUSTOMER, company: "EAST" } })).balances).toMatchObject([{ owed: eur(400) }]);
  });

  it("sees a payment whole or not at all while payments come in", async () => {
    const w = await office();
    const orders = Array.from({ length: 6 }, () => worth(100));
    for (const order of orders) await w.place(order);
    const look = async () => (await w.call("finance/show-customer-balance", { query: { customerId: CUSTOMER } })) as any;
    // Each pays two in full and leaves 50: what is owed and what is credit change together.
    const pays = [0, 2, 4].map((at) => w.pay({ amount: eur(250), allocations: [{ invoiceId: orders[at]?.orderId }, { invoiceId: orders[at + 1]?.orderId }] }));
    const seen = await Promise.all(Array.from({ length: 12 }, look));
    for (const answer of await Promise.all(pays)) expect(answer.status).toBe(201);
    seen.push(await look());
    const told = seen.filter(({ status }) => status === 200).map(({ body }) => body.data.balances[0]);
    expect(told.length).toBeGreaterThan(0);
    for (const { owed, credit } of told) expect(owed.minor).toBe(600 - 4 * credit.minor);
    expect(told.at(-1)).toMatchObject({ owed: eur(0), credit: eur(150) });
  });

  it("knows nobody of whom finance never heard", async () => {
    const w = await office();
    const answer = await w.call("finance/show-customer-balance", { query: { customerId: newId() } });
    expect(answer).toMatchObject({ status: 404, body: { code: "debtor_not_found" } });
    expect(await w.call("finance/show-customer-balance")).toMatchObject({ status: 400 });
  });
});
