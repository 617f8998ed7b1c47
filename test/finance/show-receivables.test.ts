import { describe, expect, it } from "vitest";
import type { Invoice } from "../../domain/finance/invoice.table.ts";
import { Ageing, MOST_CUSTOMERS } from "../../domain/finance/receivables.ts";
import { ageReceivables } from "../../functions/_steps/finance/age-receivables.ts";
import type { ReadStore } from "../../functions/_runtime/store.ts";
import { useCase } from "../../functions/finance/show-receivables.ts";
import { anOrder, CUSTOMER, eur, newId, OTHER, office } from "./office.ts";

const anInvoice = () =>
  ({
    version: 1,
    id: newId(),
    status: "open",
    number: "-",
    company: "MAIN",
    customerId: CUSTOMER,
    orderId: newId(),
    currency: "EUR",
    issuedOn: "2026-01-01",
    dueOn: "2026-12-31",
    lines: [{ lineNo: 1, sku: "DESK", quantity: 1, price: 1, taxCode: "Z", net: 1, tax: 0 }],
    net: 1,
    tax: 0,
    total: 1,
    open: 1,
    settlements: [],
  }) as unknown as Invoice;
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

  it("equals account 1100 at the end of each month, also where money came before the invoice", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 1, minor: 1000, taxCode: "Z" }]);
    await w.place(order, "2026-03-15");
    await w.pay({ amount: eur(400), receivedOn: "2026-01-20", allocations: [{ invoiceId: order.orderId }] });
    await w.pay({ amount: eur(600), receivedOn: "2026-02-20", allocations: [{ invoiceId: order.orderId }] });
    for (const [asOf, owed] of Object.entries({ "2025-12-31": 0, "2026-01-31": -400, "2026-02-28": -1000, "2026-03-31": 0 })) {
      expect((await w.must("finance/show-receivables", at(asOf))).totals[0]?.total.minor ?? 0, asOf).toBe(owed);
      expect((await w.closing({ period: asOf.slice(0, 7) }))[1100] ?? 0, asOf).toBe(owed);
    }
  });

  it("counts an invoice once that is settled while the open ones are read", async () => {
    const [still, moving] = [anInvoice(), anInvoice()];
    const settled = { ...moving, status: "paid", open: 0, settledOn: "2026-11-30", settlements: [{ on: "2026-11-30", minor: 1 }] };
    const pages: Record<string, object> = {
      "": { items: [moving, still], next: "settled" },
      settled: { items: [settled] },
    };
    const query = async (_from: unknown, _index: unknown, _partition: unknown, { cursor = "", order }: { cursor?: string; order: string }) => {
      expect(order).toBe("descending");
      return pages[cursor];
    };
    const aged = await ageReceivables({ query } as unknown as ReadStore, "MAIN", "2026-11-15");
    expect(aged?.totals).toMatchObject([{ invoices: 2, total: eur(2) }]);
  });

  it("refuses a parameter it does not know", async () => {
    const w = await office();
    expect(await w.call("finance/show-receivables", { query: { at: "2026-01-01" } })).toMatchObject({ status: 400 });
  });

  it("refuses to age more invoices than one answer can", async () => {
    const query = async (from: { noun: string }) =>
      from.noun === "invoice" ? { items: Array.from({ length: 100 }, () => ({ ...anInvoice(), issuedOn: "2099-01-01" })), next: "more" } : { items: [] };
    const setting = { store: { query }, now: "2026-11-30T00:00:00.000Z" } as unknown as Parameters<typeof useCase.run>[1];
    await expect(useCase.run({ company: "MAIN", asOf: "2026-11-30" }, setting)).rejects.toMatchObject({ status: 413, code: "receivables_too_large" });
  });

  it("answers from the report of the night where there are more, unless that names too many customers", async () => {
    const sums = { notDue: 5, days1To30: 0, days31To60: 0, days61To90: 0, over90: 2, total: 7 };
    const report = {
      version: 1,
      company: "MAIN",
      asOf: "2026-11-30",
      currency: "EUR",
      takenAt: "2026-11-30T01:15:00.000Z",
      run: newId(),
      invoices: 6000,
      ...sums,
    };
    const settingWith = (customers: number) => {
      const query = async (from: { noun: string }) =>
        from.noun === "invoice" ? { items: Array.from({ length: 100 }, anInvoice), next: "more" } : { items: [{ ...report, customers }] };
      const range = async () => ({ items: [{ rows: [{ customerId: CUSTOMER, invoices: 6000, ...sums }] }] });
      return { store: { query, range }, now: "2026-11-30T12:00:00.000Z" } as unknown as Parameters<typeof useCase.run>[1];
    };
    const amounts = { invoices: 6000, notDue: eur(5), days1To30: eur(0), days31To60: eur(0), days61To90: eur(0), over90: eur(2), total: eur(7) };
    expect(await useCase.run({ company: "MAIN" }, settingWith(1))).toEqual({
      company: "MAIN",
      asOf: "2026-11-30",
      takenAt: report.takenAt,
      customers: [{ customerId: CUSTOMER, currency: "EUR", ...amounts }],
      totals: [{ currency: "EUR", customers: 1, ...amounts }],
    });
    await expect(useCase.run({ company: "MAIN" }, settingWith(MOST_CUSTOMERS + 1))).rejects.toMatchObject({ status: 413, code: "receivables_too_large" });
  });

  it("ages far more invoices than one page", () => {
    const ageing = new Ageing("2026-12-31");
    for (let n = 0; n < 6000; n += 1) ageing.add(anInvoice());
    expect(ageing.result("MAIN").totals).toMatchObject([{ invoices: 6000, notDue: eur(6000) }]);
  });
});
