import type * as z from "zod";
import type { CreditNoteIssued } from "../../events/finance/credit-note-issued.ts";
import type { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import type { PaymentReceived } from "../../events/finance/payment-received.ts";
import type { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import type { StockFellShort } from "../../events/inventory/stock-fell-short.ts";
import type { StockReleased } from "../../events/inventory/stock-released.ts";
import type { StockReserved } from "../../events/inventory/stock-reserved.ts";
import { revise } from "../kernel/collection.ts";
import { type Create, accept, adjust, refuse, replace } from "../kernel/decision.ts";
import { plus } from "../kernel/quantity.ts";
import type { OrderId } from "../kernel/values.ts";
import { type LineProgress, type Order, OrderProgress, type Progress } from "./order.table.ts";

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

/** Sums that one expression of the table takes (4 KB; AWS: "Expression parameters" quotas). Only a cancelled order of many lines has more. */
const MOST_SUMS = 80;
export const isLarge = ({ lines = [] }: Step): boolean => lines.reduce((sum, line) => sum + Object.keys(line).length - 1, 0) > MOST_SUMS;

/** What a step adds, where the order stands: nothing is read first, so facts that arrive together do not wait for each other. */
const addTo = (orderId: OrderId, { lines = [], amounts = {}, settled }: Step) =>
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
  accept(undefined, [entry, ...[...steps].map(([orderId, step]) => addTo(orderId, step))]);

/** The same for a step with more sums than can be added unseen: written at the version that was read. */
export const followLarge = (entry: Create<never>, progress: Progress, step: Step) =>
  accept(undefined, [entry, replace(OrderProgress, advance(progress, step))]);

export function advance(progress: Progress, { lines = [], amounts = {}, settled }: Step): Progress {
  const added = (sum: AmountSum) => (amounts[sum] === undefined ? progress[sum] : (progress[sum] ?? 0) + amounts[sum]);
  return revise(progress, {
    lines: lines.reduce(addLine, progress.lines),
    invoices: added("invoices"),
    invoicedNet: added("invoicedNet"),
    invoiced: added("invoiced"),
    credited: added("credited"),
    applied: added("applied"),
    paid: added("paid"),
    settled: settled ?? progress.settled,
  });
}

function addLine(lines: LineProgress[], { lineNo, ...step }: LineStep): LineProgress[] {
  const line = lines[lineNo - 1];
  if (line === undefined) throw new RangeError(`the order has no line ${lineNo}`);
  const added = (sum: LineSum) => (step[sum] === undefined || step[sum] === 0 ? line[sum] : plus(line[sum] ?? 0, step[sum]));
  const next = {
    ...line,
    reserved: added("reserved"),
    missing: added("missing"),
    shipped: added("shipped"),
    released: added("released"),
    unshipped: added("unshipped"),
  };
  return lines.with(lineNo - 1, next);
}
