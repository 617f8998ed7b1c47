import { expect, it } from "vitest";
import { anOrder, eur, newId, OTHER, office } from "./office.ts";

it("reports each company and currency of each tenant, once for a date", async () => {
  const w = await office();
  await w.tell("open-books-on-customer-registered", "sales", "CustomerRegistered", { customerId: newId(), currency: "EUR", paymentTermDays: 30 }, "2026-01-01");
  for (const over of [{}, { customerId: OTHER }, { currency: "USD" }, { company: "EAST" }])
    await w.place(anOrder([{ quantity: 1, minor: 100, taxCode: "Z" }], { paymentTermDays: 0, ...over }), "2026-11-01");
  await w.run("finance/report-receivables", "2026-11-21T01:15:00Z");
  await w.run("finance/report-receivables", "2026-11-21T01:15:00Z");
  const reports = w.facts("ReceivablesReported").map((fact) => fact.data);
  expect(reports).toHaveLength(3);
  expect(reports).toContainEqual(
    expect.objectContaining({ company: "MAIN", asOf: "2026-11-21", customers: 2, openInvoices: 2, notDue: eur(0), days1To30: eur(200), total: eur(200) }),
  );
  await w.run("finance/report-receivables", "2026-11-22T01:15:00Z");
  expect(w.facts("ReceivablesReported")).toHaveLength(6);
});
