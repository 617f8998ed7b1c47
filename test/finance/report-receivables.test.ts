import { expect, it } from "vitest";
import { pagesOf, receivablesOf, reportReceivables } from "../../domain/finance/receivables-report.ts";
import { type ReceivablesReport, ReportRunId } from "../../domain/finance/receivables-report.table.ts";
import type { Receivables } from "../../domain/finance/receivables.ts";
import { CustomerId } from "../../domain/kernel/values.ts";
import { useCase } from "../../functions/finance/report-receivables.ts";
import { storedReceivables } from "../../functions/_steps/finance/stored-receivables.ts";
import { TableReader } from "../../functions/_runtime/table-reader.ts";
import { anOrder, CUSTOMER, eur, newId, OTHER, office } from "./office.ts";

const storeOf = (tenant: string) =>
  new TableReader({
    table: process.env["TABLE_NAME"] ?? "",
    scope: { useCase: "test", touches: useCase.touches, emits: [] },
    cause: { tenant, actor: "user:ada", correlationId: "-", causationId: "-", depth: 0 },
    remainingMs: () => 10_000,
  });

it("reports each company and currency of each tenant, once for a date", async () => {
  const w = await office();
  await w.tell("open-books-on-customer-registered", "sales", "CustomerRegistered", { customerId: newId(), currency: "EUR", paymentTermDays: 30 }, "2026-01-01");
  for (const over of [{}, { customerId: OTHER }, { currency: "USD" }, { company: "EAST" }])
    await w.place(anOrder([{ quantity: 1, minor: 100, taxCode: "Z" }], { paymentTermDays: 0, ...over }), "2026-11-01");
  await w.run("finance/report-receivables", "2026-11-21T01:15:00Z");
  const aged = await w.must("finance/show-receivables", { query: { asOf: "2026-11-21" } });
  await w.place(anOrder([{ quantity: 1, minor: 999, taxCode: "Z" }]), "2026-11-21");
  await w.run("finance/report-receivables", "2026-11-21T01:15:00Z");
  const reports = w.facts("ReceivablesReported").map((fact) => fact.data);
  expect(reports).toHaveLength(3);
  expect(reports).toContainEqual(
    expect.objectContaining({ company: "MAIN", asOf: "2026-11-21", customers: 2, openInvoices: 2, notDue: eur(0), days1To30: eur(200), total: eur(200) }),
  );
  const stored = await storedReceivables(storeOf(w.tenant), "MAIN", "2026-11-21");
  expect(stored).toEqual({ ...aged, takenAt: "2026-11-21T01:15:00.000Z" });
  expect(await storedReceivables(storeOf(w.tenant), "MAIN", "2026-11-20")).toBeUndefined();
  await w.run("finance/report-receivables", "2026-11-22T01:15:00Z");
  expect(w.facts("ReceivablesReported")).toHaveLength(6);
});

it("keeps any number of customers, in pages that are read back as they were", () => {
  const amounts = (minor: number) => ({
    notDue: eur(minor),
    days1To30: eur(0),
    days31To60: eur(0),
    days61To90: eur(0),
    over90: eur(-1),
    total: eur(minor - 1),
  });
  const row = (n: number) => ({ customerId: CustomerId.parse(n % 2 === 0 ? CUSTOMER : OTHER), currency: "EUR", invoices: n, ...amounts(n) });
  const customers = Array.from({ length: 1001 }, (_, n) => row(n));
  const aged: Receivables = { company: "MAIN", asOf: "2026-11-21", customers, totals: [{ currency: "EUR", customers: 1001, invoices: 5, ...amounts(7) }] };
  const run = ReportRunId.parse(newId());
  const pages = pagesOf(aged, "EUR", run);
  expect(pages.map((page) => page.rows.length)).toEqual([400, 400, 201]);
  expect(Math.max(...pages.map((page) => JSON.stringify(page).length))).toBeLessThan(100_000);
  expect(pagesOf(aged, "USD", run)).toEqual([]);
  const takenAt = "2026-11-21T01:15:00.000Z";
  const report: ReceivablesReport = reportReceivables(aged, aged.totals[0]!, run, takenAt).value;
  expect(receivablesOf("MAIN", "2026-11-21", [{ report, rows: pages.flatMap((page) => page.rows) }])).toEqual({ ...aged, takenAt });
});
