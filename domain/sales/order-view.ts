import * as z from "zod";
import { type Currency, Money, lineNet } from "../kernel/money.ts";
import { QuantityOrZero } from "../kernel/quantity.ts";
import { BusinessDate } from "../kernel/values.ts";
import { Order, OrderLine, Progress, placedOnOf } from "./order.table.ts";
import { Billing, Fulfilment, OrderStatus, Payment, billingOf, fulfilmentOf, owedOf, paymentOf, standingOf, statusOf } from "./order-status.ts";

const derived = { status: OrderStatus, fulfilment: Fulfilment, billing: Billing, payment: Payment };

/** One row of a list of orders. `net` is the ordered value before tax. */
export const OrderSummary = z
  .object({
    id: Order.shape.id,
    ...Progress.pick({ version: true, customerId: true, company: true, net: true, placedAt: true, promisedOn: true, cancelledAt: true, cancelledOn: true })
      .shape,
    placedOn: BusinessDate,
    lineCount: z.int(),
    ...derived,
  })
  .meta({ id: "OrderSummary" });

const standing = {
  reserved: QuantityOrZero.meta({ description: "Set aside now, not shipped yet" }),
  backOrdered: QuantityOrZero.meta({ description: "Waits for goods to come in" }),
  shipped: QuantityOrZero,
  cancelled: QuantityOrZero.meta({ description: "Will never leave" }),
};

/** An order with what became of it. `invoiced`, `credited`, `paid` and `owed` are with tax; `version` moves with every fact heard. */
export const OrderView = z
  .object({
    ...Order.omit({ version: true, lines: true }).shape,
    version: z.int(),
    placedOn: BusinessDate,
    ...derived,
    net: Money,
    invoiced: Money,
    credited: Money,
    paid: Money,
    owed: Money,
    lines: z.array(OrderLine.extend({ net: Money, ...standing })),
  })
  .meta({ id: "Order" });

const statuses = (progress: Progress) => ({
  status: statusOf(progress),
  fulfilment: fulfilmentOf(progress),
  billing: billingOf(progress),
  payment: paymentOf(progress),
});

export function summarise(progress: Progress): z.input<typeof OrderSummary> {
  const { orderId, version, customerId, company, net, placedAt, promisedOn, cancelledAt, cancelledOn, lines } = progress;
  const dates = { placedAt, placedOn: placedOnOf(progress), promisedOn, cancelledAt, cancelledOn };
  return { id: orderId, version, customerId, company, net, ...dates, lineCount: lines.length, ...statuses(progress) };
}

export function viewOrder(order: Order, progress: Progress): z.input<typeof OrderView> {
  const { invoiced, credited, paid } = progress;
  const amount = (minor = 0): { minor: number; currency: Currency } => ({ minor, currency: order.currency });
  return {
    ...order,
    version: progress.version,
    placedOn: placedOnOf(order),
    ...statuses(progress),
    net: progress.net,
    invoiced: amount(invoiced),
    credited: amount(credited),
    paid: amount(paid),
    owed: amount(owedOf(progress)),
    lines: order.lines.map((line, index) => {
      const known = progress.lines[index];
      if (known === undefined) throw new RangeError(`order ${order.id} has no progress for line ${line.lineNo}`);
      return { ...line, net: lineNet(line.quantity, line.unitPrice, line.discountPercent), ...standingOf(known, progress) };
    }),
  };
}
