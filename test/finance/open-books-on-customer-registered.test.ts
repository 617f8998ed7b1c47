import { expect, it } from "vitest";
import { anOrder, newId, office } from "./office.ts";

const registered = () => ({ customerId: newId(), currency: "EUR", paymentTermDays: 30 });
const to = ["open-books-on-customer-registered", "sales", "CustomerRegistered"] as const;

it("opens a tenant's books once, so that the night finds it", async () => {
  const w = await office();
  await w.place(anOrder([{ quantity: 1, minor: 100 }]));
  await w.run("finance/report-receivables");
  expect(w.facts("ReceivablesReported")).toHaveLength(0);
  await Promise.all([1, 2, 3].map(() => w.tell(...to, registered(), "2026-01-01")));
  await w.sayAgain();
  await w.run("finance/report-receivables");
  expect(w.facts("ReceivablesReported")).toHaveLength(1);
});

it("knows the customer from then on, so that money for nothing in particular is somebody's", async () => {
  const w = await office();
  const customer = registered();
  const pay = () => w.call("finance/record-payment", { body: { customerId: customer.customerId, amount: { minor: 500, currency: "EUR" }, method: "cash" } });
  expect(await pay()).toMatchObject({ status: 422, body: { code: "unknown_customer", errors: [{ pointer: "/customerId" }] } });
  await w.tell(...to, customer, "2026-01-01");
  expect(await pay()).toMatchObject({ status: 201, body: { data: { credit: { minor: 500 } } } });
});
