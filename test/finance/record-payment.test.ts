import { describe, expect, it } from "vitest";
import { type Invoice, MOST_SETTLEMENTS } from "../../domain/finance/invoice.table.ts";
import { allocatePayment } from "../../domain/finance/payment-allocation.ts";
import { CustomerId } from "../../domain/kernel/values.ts";
import { anOrder, CUSTOMER, eur, newId, OTHER, office } from "./office.ts";

const invoiced = async (w: Awaited<ReturnType<typeof office>>, minor: number, over = {}) => {
  const order = anOrder([{ quantity: 1, minor, taxCode: "Z" }], over);
  await w.place(order, "2026-01-05");
  return order.orderId;
};

describe("record a payment", () => {
  it("pays invoices in part, in full and over; the rest stays as credit", async () => {
    const w = await office();
    const [one, two] = [await invoiced(w, 1000), await invoiced(w, 500)];
    expect(await w.pay({ amount: eur(400), allocations: [{ invoiceId: one, amount: eur(400) }] })).toMatchObject({
      status: 201,
      body: {
        data: { amount: eur(400), allocations: [{ invoiceId: one, orderId: one, amount: eur(400) }], credit: eur(0) },
        events: [{ type: "PaymentReceived" }],
      },
    });
    expect(await w.invoice(one)).toMatchObject({ version: 2, status: "open", open: eur(600) });
    const answer = await w.pay({ amount: eur(1200), reference: "RF18", allocations: [{ invoiceId: one }, { invoiceId: two }] });
    expect(answer.body.data).toMatchObject({ reference: "RF18", allocations: [{ amount: eur(600) }, { amount: eur(500) }], credit: eur(100) });
    expect(w.facts("InvoicePaid").map((fact) => fact.data)).toMatchObject([
      { invoiceId: one, paidOn: "2026-01-10", total: eur(1000) },
      { invoiceId: two, total: eur(500) },
    ]);
    expect(JSON.stringify(w.facts("PaymentReceived"))).not.toContain("RF18");
    expect(await w.invoice(one)).toMatchObject({ status: "paid", settledOn: "2026-01-10", open: eur(0) });
    expect(await w.closing()).toEqual({ 1000: 1600, 1100: 0, 2200: -100, 4000: -1500 });
  });

  it("pays out of the customer's credit, and never more than there is", async () => {
    const w = await office();
    await w.meet();
    const ids = await Promise.all([invoiced(w, 300), invoiced(w, 300), invoiced(w, 300)]);
    await w.pay({ amount: eur(700) });
    const answers = await Promise.all(ids.map((invoiceId) => w.pay({ method: "customer-credit", amount: eur(300), allocations: [{ invoiceId }] })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: "credit_insufficient", errors: [{ pointer: "/amount/minor" }] });
    expect(await w.closing()).toMatchObject({ 1000: 700, 1100: 300, 2200: -100 });
  });

  it("is settled from the last of its settlements on", async () => {
    const w = await office();
    const invoiceId = await invoiced(w, 1000);
    await w.pay({ amount: eur(400), receivedOn: "2026-03-10", allocations: [{ invoiceId }] });
    await w.pay({ amount: eur(600), receivedOn: "2026-03-05", allocations: [{ invoiceId }] });
    expect(await w.invoice(invoiceId)).toMatchObject({ settledOn: "2026-03-10" });
  });

  it("refuses what cannot be paid, and writes nothing", async () => {
    const w = await office();
    await w.meet();
    const [mine, theirs, east, paid] = [
      await invoiced(w, 1000),
      await invoiced(w, 100, { customerId: OTHER }),
      await invoiced(w, 100, { company: "EAST" }),
      await invoiced(w, 10),
    ];
    const withheld = anOrder([{ quantity: 1, minor: 1 }]);
    await w.release(withheld, [1]);
    await w.pay({ amount: eur(10), allocations: [{ invoiceId: paid }] });
    const before = await w.trialBalance();
    const usd = (minor: number) => ({ minor, currency: "USD" });
    const tries: [object, number, string, string][] = [
      [{ amount: eur(1), allocations: [{ invoiceId: newId() }] }, 422, "unknown_invoice", "/allocations/0/invoiceId"],
      [{ amount: eur(1), allocations: [{ invoiceId: withheld.orderId }] }, 422, "unknown_invoice", "/allocations/0/invoiceId"],
      [{ amount: eur(200), allocations: [{ invoiceId: mine, amount: eur(1) }, { invoiceId: theirs }] }, 422, "other_customer", "/allocations/1/invoiceId"],
      [{ amount: eur(1), allocations: [{ invoiceId: east }] }, 422, "other_company", "/allocations/0/invoiceId"],
      [{ amount: usd(1), allocations: [{ invoiceId: mine }] }, 422, "currency_mismatch", "/amount/currency"],
      [{ amount: eur(1), allocations: [{ invoiceId: mine, amount: usd(1) }] }, 422, "currency_mismatch", "/allocations/0/amount/currency"],
      [{ amount: eur(1), allocations: [{ invoiceId: paid }] }, 409, "nothing_open", "/allocations/0/invoiceId"],
      [{ amount: eur(2000), allocations: [{ invoiceId: mine, amount: eur(1001) }] }, 409, "more_than_open", "/allocations/0/amount/minor"],
      [{ amount: eur(10), allocations: [{ invoiceId: mine, amount: eur(11) }] }, 422, "allocations_exceed_amount", "/allocations/0"],
      [{ amount: eur(10), receivedOn: "2199-01-01" }, 422, "received_in_future", "/receivedOn"],
      [{ amount: eur(10), method: "customer-credit", allocations: [{ invoiceId: mine }] }, 409, "credit_insufficient", "/amount/minor"],
      [{ amount: eur(10), method: "customer-credit" }, 422, "credit_not_allocated", "/amount/minor"],
    ];
    for (const [body, status, code, pointer] of tries) {
      const answer = await w.pay(body);
      expect(answer, code).toMatchObject({ status, body: { code } });
      expect(answer.body.errors[0].pointer).toBe(pointer);
    }
    const malformed = [{ amount: eur(0) }, { amount: eur(1), allocations: [{ invoiceId: mine }, { invoiceId: mine }] }, { amount: eur(1), method: "barter" }];
    for (const body of malformed) expect(await w.pay(body)).toMatchObject({ status: 400 });
    expect(await w.trialBalance()).toEqual(before);
    expect(w.facts("PaymentReceived")).toHaveLength(1);
  });

  it("settles no invoice before it was issued, whenever the money came", async () => {
    const w = await office();
    const order = anOrder([{ quantity: 1, minor: 1000, taxCode: "Z" }]);
    await w.place(order, "2026-03-01");
    await w.pay({ amount: eur(1000), receivedOn: "2026-02-20", allocations: [{ invoiceId: order.orderId }] });
    expect(await w.invoice(order.orderId)).toMatchObject({ status: "paid", settledOn: "2026-03-01", payments: [{ receivedOn: "2026-02-20" }] });
    expect(w.facts("InvoicePaid")[0]?.data.paidOn).toBe("2026-03-01");
  });

  it("takes an invoice's money in any number of parts up to a limit, and always the part that settles it", async () => {
    const invoice = {
      version: 200,
      id: newId(),
      status: "open",
      company: "MAIN",
      customerId: CUSTOMER,
      currency: "EUR",
      open: 100,
      settlements: Array.from({ length: MOST_SETTLEMENTS - 1 }, () => ({ on: "2026-01-01", minor: 1, by: { type: "payment", id: newId() } })),
    } as unknown as Invoice;
    const payer = { company: "MAIN", customerId: CustomerId.parse(CUSTOMER), amount: eur(100) };
    const pay = (minor: number) => allocatePayment(payer, [{ invoiceId: invoice.id, amount: eur(minor) }], [invoice]);
    expect(pay(99)).toMatchObject({ ok: false, code: "too_many_parts", about: { pointer: "/allocations/0" } });
    expect(pay(100)).toEqual([{ invoice, minor: 100 }]);
    expect(allocatePayment(payer, [{ invoiceId: invoice.id, amount: eur(1) }], [{ ...invoice, settlements: invoice.settlements.slice(1) }])).toHaveLength(1);
  });

  it("takes forty invoices at once", async () => {
    const w = await office();
    const ids: string[] = [];
    for (let n = 0; n < 40; n += 1) ids.push(await invoiced(w, 100));
    expect(await w.pay({ amount: eur(4001), allocations: ids.map((invoiceId) => ({ invoiceId })) })).toMatchObject({
      status: 201,
      body: { data: { credit: eur(1) } },
    });
    expect(w.facts("InvoicePaid")).toHaveLength(40);
  }, 30_000);

  it("takes one invoice's money once where many pay it", async () => {
    const w = await office();
    const invoiceId = await invoiced(w, 1000);
    const answers = await Promise.all(Array.from({ length: 6 }, () => w.pay({ amount: eur(300), allocations: [{ invoiceId, amount: eur(300) }] })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
    expect(await w.invoice(invoiceId)).toMatchObject({ open: eur(100) });
    expect(await w.closing()).toMatchObject({ 1000: 900, 1100: 100 });
  });

  it("takes one payment for one Idempotency-Key", async () => {
    const w = await office();
    const invoiceId = await invoiced(w, 1000);
    const body = { customerId: CUSTOMER, method: "card", amount: eur(300), allocations: [{ invoiceId }] };
    const request = { headers: { "idempotency-key": "pay-1" }, body };
    const answers = [await w.call("finance/record-payment", request), await w.call("finance/record-payment", request)];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await w.invoice(invoiceId)).toMatchObject({ open: eur(700) });
  });
});
