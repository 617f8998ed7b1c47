import * as z from "zod";
import { minus } from "../kernel/quantity.ts";
import type { LineProgress, Progress } from "./order.table.ts";

/** What is still wanted of the goods, and how much of it was set aside or has left. `not-needed`: services only. */
export const Fulfilment = z.enum(["not-needed", "none", "partly-reserved", "reserved", "partly-shipped", "shipped"]);
/** How much of the ordered value was invoiced or taken back. `not-needed`: it costs nothing. */
export const Billing = z.enum(["not-needed", "none", "partly", "invoiced", "partly-credited", "credited"]);
/** How much of what was invoiced so far is paid. */
export const Payment = z.enum(["not-needed", "none", "partly", "paid"]);
/**
 * Where an order is as a whole. `cancelling`: cancelled, but inventory has not said yet what had left. `cancelled`: nothing had.
 * `partly-cancelled`: some had, and stays sold. An order that had left entirely is never cancelled: it keeps its status, and `cancelledAt` tells of the attempt.
 */
export const OrderStatus = z.enum([
  "placed",
  "back-ordered",
  "reserved",
  "partly-shipped",
  "shipped",
  "completed",
  "cancelling",
  "partly-cancelled",
  "cancelled",
]);

type Fulfilment = z.infer<typeof Fulfilment>;
type Billing = z.infer<typeof Billing>;
type Payment = z.infer<typeof Payment>;
type OrderStatus = z.infer<typeof OrderStatus>;

/**
 * A line's quantities as they stand. They never come to more than was ordered, whichever facts are still on their way:
 * what has left counts as having been reserved even where that was not heard yet.
 */
export function standingOf(line: LineProgress, progress: Pick<Progress, "cancelledAt" | "settled">) {
  const { ordered, reserved = 0, missing = 0, shipped = 0, released = 0, unshipped = 0 } = line;
  const heard = reserved > 0 || missing > 0;
  const waits = heard && progress.cancelledAt === undefined && progress.settled === undefined;
  return {
    reserved: Math.max(0, minus(reserved, shipped, released)),
    backOrdered: waits ? Math.max(0, minus(ordered, Math.max(reserved, shipped))) : 0,
    shipped,
    cancelled: unshipped,
  };
}

export function fulfilmentOf(progress: Progress): Fulfilment {
  const goods = progress.lines
    .filter(({ service }) => service !== true)
    .map((line) => ({ wanted: minus(line.ordered, line.unshipped ?? 0), ...standingOf(line, progress) }));
  if (goods.length === 0) return "not-needed";
  if (goods.some(({ shipped }) => shipped > 0)) return goods.every(({ wanted, shipped }) => shipped >= wanted) ? "shipped" : "partly-shipped";
  if (goods.every(({ reserved }) => reserved === 0)) return "none";
  return goods.every(({ wanted, reserved }) => reserved >= wanted) ? "reserved" : "partly-reserved";
}

/** Invoices of partial shipments round line by line, so together they may miss the order's net by up to half a minor unit for each line of each. */
const roundingOf = ({ invoices = 0, lines }: Progress): number => (invoices > 1 ? Math.ceil((invoices * lines.length) / 2) : 0);

export function billingOf(progress: Progress): Billing {
  const { net, invoicedNet = 0, invoiced = 0, credited = 0 } = progress;
  if (net.minor === 0) return "not-needed";
  if (invoiced === 0) return "none";
  if (credited > 0) return credited >= invoiced ? "credited" : "partly-credited";
  return invoicedNet >= net.minor - roundingOf(progress) ? "invoiced" : "partly";
}

export function paymentOf(progress: Progress): Payment {
  if (progress.net.minor === 0) return "not-needed";
  if ((progress.paid ?? 0) === 0) return "none";
  return owedOf(progress) === 0 ? "paid" : "partly";
}

/** What the customer owes on this order's invoices, in minor units: invoiced, less what was credited before it was paid, less what was paid. */
export const owedOf = ({ invoiced = 0, applied = 0, paid = 0 }: Progress): number => Math.max(0, invoiced - applied - paid);

/** The one place where a status comes from: the sums, nothing else. */
export function statusOf(progress: Progress): OrderStatus {
  const cancellation = cancellationOf(progress);
  if (cancellation !== undefined) return cancellation;
  const fulfilment = fulfilmentOf(progress);
  if (isDone(fulfilment, "shipped") && isDone(billingOf(progress), "invoiced") && isDone(paymentOf(progress), "paid")) return "completed";
  if (fulfilment === "shipped" || fulfilment === "partly-shipped") return fulfilment;
  if (progress.lines.some((line) => standingOf(line, progress).backOrdered > 0)) return "back-ordered";
  return fulfilment === "reserved" ? "reserved" : "placed";
}

const isDone = <Step extends string>(step: Step | "not-needed", done: Step): boolean => step === done || step === "not-needed";

function cancellationOf({ cancelledAt, settled, lines }: Progress): OrderStatus | undefined {
  if (cancelledAt === undefined) return undefined;
  if (settled === undefined) return "cancelling";
  if (lines.every(({ shipped = 0 }) => shipped === 0)) return "cancelled";
  return lines.some(({ unshipped = 0 }) => unshipped > 0) ? "partly-cancelled" : undefined;
}
