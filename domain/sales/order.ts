import * as z from "zod";
import { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { revise } from "../kernel/collection.ts";
import { DocumentDate, dateRefusals, documentDate, followingDate, followingDateRefusals } from "../kernel/business-date.ts";
import { type Refusals, accept, create, refuse, replace } from "../kernel/decision.ts";
import { Currency } from "../kernel/money.ts";
import {
  BusinessDate,
  CompanyCode,
  CustomerId,
  type Moment,
  Invoicing,
  MAIN_COMPANY,
  type OpportunityId,
  OrderId,
  PaymentTermDays,
  addDays,
  text,
} from "../kernel/values.ts";
import type { Customer } from "./customer.table.ts";
import { Order, OrderProgress, Orders, type Progress, placedOnOf } from "./order.table.ts";
import { type Catalogue, LineInput, MOST_LINES, isRefused, lineRefusals, priceLines } from "./order-line.ts";
import { begin } from "./order-progress.ts";
import { viewOrder } from "./order-view.ts";
import { counted, tell } from "./timeline.ts";

/** A customer is promised goods within a week unless somebody says otherwise. */
const PROMISED_WITHIN_DAYS = 7;

/** How an order is to be carried out; the same whether it is placed by itself or by winning an opportunity. */
export const terms = {
  invoicing: Invoicing.default("on-order"),
  promisedOn: BusinessDate.optional().meta({ description: "Default: seven days after the order" }),
  reference: Order.shape.reference,
};
export const PlaceOrder = z.strictObject({
  customerId: CustomerId,
  company: CompanyCode.default(MAIN_COMPANY),
  currency: Currency.optional().meta({ description: "Default: the customer's" }),
  paymentTermDays: PaymentTermDays.optional().meta({ description: "Default: the customer's" }),
  placedOn: DocumentDate,
  ...terms,
  lines: z.array(LineInput).min(1).max(MOST_LINES),
});
export const CancelOrder = z.strictObject({
  id: OrderId,
  cancelledOn: DocumentDate,
  reason: text(300).meta({ description: "Kept with the order; other contexts are told that it was cancelled, not why" }),
});

export const placeRefusals = { ...lineRefusals, ...dateRefusals, customer_archived: "conflict" } as const satisfies Refusals;
export const cancelRefusals = { ...followingDateRefusals, already_cancelled: "conflict" } as const satisfies Refusals;

type Wish = z.output<typeof PlaceOrder> & { readonly opportunityId?: OpportunityId };

/** The order as it is placed: with every default filled in, its progress from nothing, its place on the timeline, and the fact that sets everything else going. */
export function placeOrder(wish: Wish, customer: Customer, catalogue: Catalogue, id: OrderId, moment: Moment) {
  if (customer.status === "archived") return refuse("customer_archived", { pointer: "/customerId", detail: "An archived customer buys nothing." });
  const placedOn = documentDate(wish.placedOn, moment.at, "/placedOn");
  if (typeof placedOn !== "string") return placedOn;
  const currency = wish.currency ?? customer.currency;
  const priced = priceLines(wish.lines, currency, catalogue);
  if (isRefused(priced)) return priced;
  const { lines, net } = priced;
  const { customerId, opportunityId, company, invoicing, reference } = wish;
  const terms = {
    promisedOn: wish.promisedOn ?? addDays(placedOn, PROMISED_WITHIN_DAYS),
    paymentTermDays: wish.paymentTermDays ?? customer.paymentTermDays,
  };
  const dates = { placedAt: moment.at, placedOn };
  const order: Order = { id, version: 1, customerId, opportunityId, company, currency, invoicing, ...dates, ...terms, reference, lines };
  const placed = OrderPlaced.of({ orderId: id, customerId, opportunityId, company, currency, ...dates, ...terms, invoicing, lines });
  const entry = tell(placed, moment, { customerId, on: placedOn, orderId: id, opportunityId, title: `Order placed (${counted(lines)})`, amount: net });
  const progress = begin(order, net);
  return accept(viewOrder(order, progress), [create(Orders, order), create(OrderProgress, progress), entry], [placed]);
}

/**
 * Nothing more of it is wanted. Allowed however far it went: inventory knows what has left and says so with StockReleased,
 * and from that the status follows. An order that left entirely stays as it is.
 */
export function cancelOrder(order: Order, progress: Progress, { reason, cancelledOn: given }: z.output<typeof CancelOrder>, moment: Moment) {
  if (order.cancelledAt !== undefined) return refuse("already_cancelled", { detail: "This order was cancelled before." });
  const cancelledOn = followingDate(given, moment.at, "/cancelledOn", placedOnOf(order));
  if (typeof cancelledOn !== "string") return cancelledOn;
  const { id, customerId, company, invoicing, lines } = order;
  const dates = { cancelledAt: moment.at, cancelledOn };
  const cancelled: Order = revise(order, { ...dates, cancelReason: reason });
  const stopped: Progress = revise(progress, dates);
  const fact = OrderCancelled.of({
    orderId: id,
    customerId,
    company,
    invoicing,
    ...dates,
    lines: lines.map(({ lineNo, sku, kind, quantity }) => ({ lineNo, sku, kind, quantity })),
  });
  const entry = tell(fact, moment, { customerId, on: cancelledOn, orderId: id, opportunityId: order.opportunityId, title: "Order cancelled" });
  return accept(viewOrder(cancelled, stopped), [replace(Orders, cancelled), replace(OrderProgress, stopped), entry], [fact]);
}
