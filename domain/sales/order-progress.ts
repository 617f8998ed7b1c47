import type * as z from "zod";
import type { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import type { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import type { PaymentReceived } from "../../events/finance/payment-received.ts";
import type { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import type { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import type { StockReleased } from "../../events/inventory/stock-released.ts";
import type { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { type Create, accept, adjust, refuse } from "../kernel/decision.ts";
import type { OrderId } from "../kernel/values.ts";
import { type Order, OrderProgress, type Progress } from "./order.table.ts";

type Told<Contract extends { readonly data: z.ZodType }> = z.output<Contract["data"]>;
type LineSum = "reserved" | "missing" | "shipped" | "released" | "unshipped";
type AmountSum = "invoices" | "invoicedNet" | "invoiced" | "credited" | "applied" | "paid";
type LineStep = { readonly lineNo: number } & { readonly [Sum in LineSum]?: number };

/** What one fact adds to an order's sums. Steps only add, so any order of them comes to the same; that each counts once is the timeline entry's work. */
export interface Step {
  readonly lines?: readonly LineStep[];
  readonly amounts?: { readonly [Sum in AmountSum]?: number };
  readonly settled?: true;
}

export const stepOf = {
  stockReserved: ({ lines }: Told<typeof StockReserved>): Step => ({ lines: lines.map(({ lineNo, reserved }) => ({ lineNo, reserved })) }),
  stockFellShort: ({ lines }: Told<typeof StockFellShort>): Step => ({ lines: lines.map(({ lineNo, missing }) => ({ lineNo, missing })) }),
  stockReleased: ({ lines }: Told<typeof StockReleased>): Step => ({
    settled: true,
    lines: lines.map(({ lineNo, unshipped, released }) => ({ lineNo, unshipped, released })),
  }),
  shipmentDispatched: ({ lines }: Told<typeof ShipmentDispatched>): Step => ({ lines: lines.map(({ lineNo, quantity }) => ({ lineNo, shipped: quantity })) }),
  invoiceIssued: ({ net, total }: Told<typeof InvoiceIssued>): Step => ({ amounts: { invoices: 1, invoicedNet: net.minor, invoiced: total.minor } }),
  creditNoteIssued: ({ total, applied }: Told<typeof CreditNoteIssued>): Step => ({ amounts: { credited: total.minor, applied: applied.minor } }),
};

/** One payment may settle invoices of several orders, and several invoices of one. */
export function stepsOfPayment({ allocations }: Told<typeof PaymentReceived>): Map<OrderId, Step> {
  const paid = new Map<OrderId, number>();
  for (const { orderId, amount } of allocations) paid.set(orderId, (paid.get(orderId) ?? 0) + amount.minor);
  return new Map([...paid].map(([orderId, minor]) => [orderId, { amounts: { paid: minor } }]));
}

/** Where an order stands when it is placed: nothing but what was ordered. */
export const begin = (order: Order, net: Progress["net"]): Progress => ({
  orderId: order.id,
  version: 1,
  customerId: order.customerId,
  company: order.company,
  net,
  placedAt: order.placedAt,
  placedOn: order.placedOn,
  promisedOn: order.promisedOn,
  lines: order.lines.map(({ quantity, kind }) => (kind === "service" ? { ordered: quantity, service: true } : { ordered: quantity })),
});

/** What a step adds, where the order stands: nothing is read first, so facts that arrive together do not wait for each other. */
const advance = (orderId: OrderId, { lines = [], amounts = {}, settled }: Step) =>
  adjust(
    OrderProgress,
    { id: orderId },
    {
      add: amounts,
      within: lines.map(({ lineNo, ...add }) => ({ list: "lines", at: lineNo - 1, add })),
      raise: settled ? ["settled"] : [],
      otherwise: refuse("order_not_placed"),
    },
  );

/** A fact heard: the timeline entry first, because it is what makes a replay stop, then each order it is about, in the same transaction. A payment may settle several. */
export const follow = (entry: Create<never>, steps: ReadonlyMap<OrderId, Step>) =>
  accept(undefined, [entry, ...[...steps].map(([orderId, step]) => advance(orderId, step))]);
