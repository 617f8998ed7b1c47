import * as z from "zod";
import { InvoicePaid } from "../../events/finance/invoice-paid.ts";
import { PaymentReceived } from "../../events/finance/payment-received.ts";
import { DocumentDate } from "../kernel/business-date.ts";
import { accept, adjust, type Change, type Refusals, refuse, replace, create } from "../kernel/decision.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { type BusinessDate, CompanyCode, CustomerId, dateOf, type Instant, InvoiceId, MAIN_COMPANY, type PaymentId, text } from "../kernel/values.ts";
import { creditKey, CustomerCredits } from "./customer-credit.table.ts";
import { type Invoice, type InvoiceItem, Invoices } from "./invoice.table.ts";
import { type Allocated, allocatePayment, refusals as allocationRefusals } from "./payment-allocation.ts";
import { type Payment, PaymentMethod, Payments } from "./payment.table.ts";
import { credit, debit, entryOf, post } from "./posting.ts";
import { settle } from "./settlement.ts";

export const refusals = {
  ...allocationRefusals,
  unknown_customer: "unprocessable",
  received_in_future: "unprocessable",
  credit_insufficient: "conflict",
  credit_not_allocated: "unprocessable",
} as const satisfies Refusals;

const Allocation = z.strictObject({
  invoiceId: InvoiceId,
  amount: PositiveMoney.optional().meta({ description: "All that is owed, or all that is left of the payment, where not said" }),
});

/** A payment as it is reported. What no allocation names stays as the customer's credit. */
export const PaymentIn = z.strictObject({
  company: CompanyCode.default(MAIN_COMPANY),
  customerId: CustomerId,
  amount: PositiveMoney,
  receivedOn: DocumentDate,
  method: PaymentMethod,
  reference: text(80).optional(),
  allocations: z
    .array(Allocation)
    .max(40)
    .refine((all) => new Set(all.map((each) => each.invoiceId)).size === all.length, "must name each invoice once")
    .default([]),
});
export type PaymentIn = z.output<typeof PaymentIn>;

export const unknownCustomer = () =>
  refuse("unknown_customer", { pointer: "/customerId", detail: "nobody of this id is known here (yet), so nobody's credit can grow" });

/** Takes a payment: invoices fall by what is allocated, the rest is the customer's credit, and the books show both, all at once or not at all. */
export function recordPayment(given: PaymentIn, invoices: readonly InvoiceItem[], id: PaymentId, now: Instant) {
  const receivedOn = given.receivedOn ?? dateOf(now);
  if (receivedOn > dateOf(now)) return refuse("received_in_future", { pointer: "/receivedOn", detail: "nobody has this money yet" });
  const allocated = allocatePayment(given, given.allocations, invoices);
  if ("ok" in allocated) return allocated;
  const payment = drawUp(given, allocated, id, receivedOn);
  if (given.method === "customer-credit" && payment.credit.minor > 0)
    return refuse("credit_not_allocated", { pointer: "/amount/minor", detail: "credit that pays no invoice stays credit: name invoices for all of it" });
  const after = allocated.map(({ invoice, minor }) => settle(invoice, { on: receivedOn, minor, by: { type: "payment", id } }));
  return accept(
    payment,
    [create(Payments, payment), ...after.map((invoice) => replace(Invoices, invoice)), ...creditChange(payment), ...post(entryFor(payment))],
    [PaymentReceived.of(factOf(payment)), ...after.filter((invoice) => invoice.open === 0).map(paidFact)],
  );
}

function drawUp(
  { company, customerId, method, reference, amount }: PaymentIn,
  allocated: readonly Allocated[],
  id: PaymentId,
  receivedOn: BusinessDate,
): Payment {
  const money = (minor: number) => ({ minor, currency: amount.currency });
  const allocations = allocated.map(({ invoice, minor }) => ({ invoiceId: invoice.id, orderId: invoice.orderId, amount: money(minor) }));
  const rest = allocated.reduce((left, each) => left - each.minor, amount.minor);
  const about = { version: 1, id, company, customerId, receivedOn, method, ...(reference === undefined ? {} : { reference }) };
  return { ...about, amount, allocations, credit: money(rest) };
}

/** Credit is a counter that never falls below 0: two payments out of one credit cannot both have it. */
function creditChange({ company, customerId, method, amount, credit: rest }: Payment): Change<"credit_insufficient">[] {
  const { currency } = amount;
  const key = creditKey({ company, customerId, currency });
  const otherwise = refuse("credit_insufficient", { pointer: "/amount/minor", detail: "the customer's credit is less" });
  if (method === "customer-credit")
    return [adjust(CustomerCredits, key, { add: { minor: -amount.minor }, ensure: { minor: { atLeast: amount.minor } }, otherwise })];
  return rest.minor === 0 ? [] : [adjust(CustomerCredits, key, { add: { minor: rest.minor }, orCreate: { company, customerId, currency } })];
}

const entryFor = ({ id, company, receivedOn, method, amount, credit: rest }: Payment) =>
  entryOf({
    company,
    currency: amount.currency,
    postedOn: receivedOn,
    source: { type: "payment", id },
    lines: [debit(method === "customer-credit" ? "2200" : "1000", amount.minor), credit("1100", amount.minor - rest.minor), credit("2200", rest.minor)],
  });

const factOf = ({ id, company, customerId, receivedOn, amount, allocations, credit: rest }: Payment) => ({
  paymentId: id,
  company,
  customerId,
  receivedOn,
  amount,
  allocations,
  credit: rest,
});

const paidFact = ({ id, number, customerId, orderId, settledOn, issuedOn, total, currency }: Invoice) =>
  InvoicePaid.of({ invoiceId: id, number, customerId, orderId, paidOn: settledOn ?? issuedOn, total: { minor: total, currency } });
