import { addDays, workday } from "./calendar.ts";
import type { Order } from "./demand.ts";
import type { Draw } from "./draw.ts";
import type { Story } from "./status.ts";
import type { Shipment } from "./warehouse.ts";

/** Money that comes in for an invoice: that of the order, or of one of its shipments. */
export interface Payment {
  readonly on: string;
  readonly order: Order;
  /** Set where each shipment is billed for itself. */
  readonly shipment?: Shipment;
  /** What of the invoice is paid: all of it, its first half and then the other, all and some cents more, or what a credit note left of it. */
  readonly amount: "all" | "first-half" | "second-half" | "what-is-left" | { readonly over: number };
}

/** Who pays what and when, up to the last day. Nobody pays for what has not left, but those who pay before. */
export function drawPayments(draw: Draw, stories: readonly Story[], last: string): Payment[] {
  return stories.flatMap((story) => paymentsOf(draw, story)).filter(({ on }) => on <= last);
}

function paymentsOf(draw: Draw, { order, shipments, allGone, cancellation }: Story): Payment[] {
  const { termDays, invoicing, payer } = order.customer;
  const services = order.lines.every(({ product }) => product.kind === "service");
  if (invoicing === "on-shipment" && !services)
    return shipments.flatMap((shipment) => payInvoice(draw, { order, shipment }, addDays(shipment.on, termDays), shipment.on));
  if (payer === "prepays") {
    const on = workday(addDays(order.placedOn, draw.whole(0, 1)));
    return cancellation !== undefined && cancellation.on <= on ? [] : [{ on, order, amount: "all" }];
  }
  if (cancellation !== undefined)
    return shipments.length === 0 ? [] : [{ on: workday(addDays(cancellation.on, draw.whole(5, 30))), order, amount: "what-is-left" }];
  if (!allGone && !services) return [];
  return payInvoice(draw, { order }, addDays(order.placedOn, termDays), shipments.at(-1)?.on ?? order.placedOn);
}

function payInvoice(draw: Draw, of: Pick<Payment, "order" | "shipment">, dueOn: string, goneOn: string): Payment[] {
  const paidOn = (days: number) => {
    const on = addDays(dueOn, days);
    return workday(on > goneOn ? on : addDays(goneOn, draw.whole(0, 2)));
  };
  switch (of.order.customer.payer) {
    case "prepays":
    case "on-time":
      return [{ ...of, on: paidOn(-draw.whole(0, 3)), amount: "all" }];
    case "early":
      return [{ ...of, on: paidOn(-draw.whole(5, 20)), amount: "all" }];
    case "late":
      return [{ ...of, on: paidOn(draw.whole(8, 45)), amount: "all" }];
    case "very-late":
      return draw.chance(0.15) ? [] : [{ ...of, on: paidOn(draw.whole(45, 150)), amount: "all" }];
    case "in-parts": {
      const on = paidOn(draw.whole(0, 10));
      return [
        { ...of, on, amount: "first-half" },
        { ...of, on: workday(addDays(on, draw.whole(20, 40))), amount: "second-half" },
      ];
    }
    case "rounds-up":
      return [{ ...of, on: paidOn(-draw.whole(0, 5)), amount: draw.chance(0.5) ? "all" : { over: draw.whole(1, 90) * 100 } }];
  }
}
