import { describe, expect, it } from "vitest";
import { InvoiceId } from "../../domain/kernel/values.ts";
import { useCase } from "../../functions/finance/show-receivables.ts";
import { Ageing } from "../../domain/finance/receivables.ts";
import { anOrder, CUSTOMER, eur, newId, OTHER, office } from "./office.ts";

const at = (asOf: string) => ({ query: { asOf } });

describe("show receivables", () => {
  it("ages what is owed by days past due, by customer and currency", async () => {
    const w = await office();
    const due = {
      "2026-11-30": 1,
      "2026-11-29": 10,
      "2026-10-31": 100,
      "2026-10-30": 1000,
      "2026-10-01": 10_000,
      "2026-09-30": 100_000,
      "2026-08-31": 1_000_000,
    };
    for (const [day, minor] of Object.entries(due)) await w.place(anOrder([{ quantity: 1, minor, taxCode: "Z" }], { paymentTermDays: 0 }), day);
    await w.place(anOrder([{ quantity: 1, minor: 5, taxCode: "Z" }], { customerId: OTHER, currency: "USD" }));
    const { customers, totals } = await w.must("finance/show-receivables", at("2026-11-30"));
    const eurRow = {
      currency: "EUR",
      invoices: 7,
      notDue: eur(1),
      days1To30: eur(110),
      days31To60: eur(11_000),
      days61To90: eur(100_000),
      over90: eur(1_000_000),
      total: eur(1_111_111),
    };
    expect(customers).toEqual([
      { customerId: CUSTOMER, ...eurRow },
      expect.objectContaining({ customerId: OTHER, currency: "USD", total: { minor: 5, currency: "USD" } }),
    ]);
    expect(totals[0]).toEqual({ customers: 1, ...eurRow });
  });

  it("tells any past day as it was: before the invoice, before the payments, between them, after", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 10, minor: 100, taxCode: "Z" }], { paymentTermDays: 0 });
    await w.place(order, "2026-02-01");
    await w.pay({ amount: eur(300), receivedOn: "2026-02-10", allocations: [{ invoiceId: order.orderId }] });
    await w.release(order, [2], "2026-02-20");
    await w.pay({ amount: eur(500), receivedOn: "2026-03-15", allocations: [{ invoiceId: order.orderId }] });
    const owed = async (asOf: string) => (await w.must("finance/show-receivables", at(asOf))).totals[0]?.total.minor;
    const days = ["2026-01-31", "2026-02-01", "2026-02-10", "2026-02-20", "2026-03-14", "2026-03-15"];
    expect(await Promise.all(days.map(owed))).toEqual([undefined, 1000, 700, 500, 500, undefined]);
  });

  it("equals account 1100", async () => {
    const w = await office();
    for (const minor of [100, 250, 999]) await w.place(anOrder([{ quantity: 1, minor }]));
    const { totals } = await w.must("finance/show-receivables", at("2099-01-01"));
    expect((await w.closing())[1100]).toBe(totals[0].total.minor);
  });

  it("refuses a parameter it does not know", async () => {
    const w = await office();
    expect(await w.call("finance/show-receivables", { query: { at: "2026-01-01" } })).toMatchObject({ status: 400 });
  });

  it("refuses to age more invoices than one answer can", async () => {
    const page = { items: Array.from({ length: 100 }, () => ({ status: "open", issuedOn: "2099-01-01" })), next: "more" };
    const setting = { store: { query: async () => page }, now: "2026-11-30T00:00:00.000Z" } as unknown as Parameters<typeof useCase.run>[1];
    await expect(useCase.run({ company: "MAIN", asOf: "2026-11-30" }, setting)).rejects.toMatchObject({ status: 413, code: "receivables_too_large" });
  });

  it("ages far more invoices than one page", () => {
    const ageing = new Ageing("2026-12-31");
    const lines = [{ lineNo: 1, sku: "DESK", quantity: 1, price: 1, taxCode: "Z", net: 1, tax: 0 }];
    const about = {
      version: 1,
      status: "open",
      number: "-",
      company: "MAIN",
      customerId: CUSTOMER,
      currency: "EUR",
      issuedOn: "2026-01-01",
      dueOn: "2026-12-31",
    };
    for (let n = 0; n < 6000; n += 1)
      ageing.add({
        ...about,
        id: InvoiceId.parse(newId()),
        orderId: newId(),
        lines,
        net: 1,
        tax: 0,
        total: 1,
        open: 1,
        settlements: [],
      } as unknown as Parameters<Ageing["add"]>[0]);
    expect(ageing.result("MAIN").totals).toMatchObject([{ invoices: 6000, notDue: eur(6000) }]);
  });
});
