import type * as z from "zod";
import type { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import type { OrderPlaced } from "../../events/sales/order-placed.ts";
import { accept, create, replace } from "../kernel/decision.ts";
import { dateOf, InvoiceId } from "../kernel/values.ts";
import { type Billing, type BillingAgreement, Billings, type PendingShipment } from "./billing.table.ts";
import type { Bill, BilledLine } from "./invoice.ts";

type Order = z.output<typeof OrderPlaced.data>;
type Shipment = z.output<typeof ShipmentDispatched.data>;

const priced = ({ lineNo, sku, unitPrice, discountPercent, taxCode }: Order["lines"][number]) => ({
  lineNo,
  sku,
  price: unitPrice.minor,
  taxCode,
  ...(discountPercent === undefined ? {} : { discountPercent }),
});

/** What is billed as soon as the order stands: all of it, or, where goods are billed as they ship, the services. */
export function billOfOrder({ orderId, customerId, company, currency, paymentTermDays, invoicing, lines }: Order): Bill {
  const atOnce = invoicing === "on-order" ? lines : lines.filter((line) => line.kind === "service");
  const billed = atOnce.map((line) => ({ ...priced(line), quantity: line.quantity }));
  return { id: InvoiceId.parse(orderId), orderId, customerId, company, currency, paymentTermDays, lines: billed };
}

/** The agreement by which an order's shipments are billed, with the shipments that overtook it. The one that is there stays. */
export function agreeBilling(order: Order, kept: Billing | undefined) {
  if (kept?.status === "agreed") return accept(kept, []);
  const { orderId, customerId, company, currency, paymentTermDays } = order;
  const agreement: BillingAgreement = {
    version: (kept?.version ?? 0) + 1,
    orderId,
    status: "agreed",
    customerId,
    company,
    currency,
    paymentTermDays,
    lines: order.lines.map(priced),
    pendingShipments: kept?.pendingShipments ?? [],
  };
  return accept(agreement, [kept === undefined ? create(Billings, agreement) : replace(Billings, agreement)]);
}

/** As much of a shipment as its invoice needs. */
export const pendingOf = ({ shipmentId, dispatchedAt, shippedOn, lines }: Shipment): PendingShipment => ({
  shipmentId,
  dispatchedOn: shippedOn ?? dateOf(dispatchedAt),
  lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
});

/** A shipment whose order is not known yet waits for it. */
export function awaitOrder({ orderId, ...shipment }: PendingShipment & Pick<Shipment, "orderId">, kept: Exclude<Billing, BillingAgreement> | undefined) {
  if (kept === undefined) return accept(undefined, [create(Billings, { version: 1, orderId, status: "awaiting-order", pendingShipments: [shipment] })]);
  if (kept.pendingShipments.some((each) => each.shipmentId === shipment.shipmentId)) return accept(undefined, []);
  return accept(undefined, [replace(Billings, { ...kept, version: kept.version + 1, pendingShipments: [...kept.pendingShipments, shipment] })]);
}

/** What is billed for a shipment: what it carries, at the order's prices. Each invoice rounds by itself, so that each can be checked by itself (EN 16931 BR-CO-10). */
export function billOfShipment({ orderId, customerId, company, currency, paymentTermDays, lines }: BillingAgreement, shipment: PendingShipment): Bill {
  const agreed = new Map(lines.map((line) => [line.lineNo, line]));
  const billed: BilledLine[] = shipment.lines.map(({ lineNo, quantity }) => {
    const line = agreed.get(lineNo);
    if (line === undefined) throw new RangeError(`shipment ${shipment.shipmentId} carries line ${lineNo}, which its order does not have`);
    return { ...line, quantity };
  });
  const { shipmentId } = shipment;
  return { id: InvoiceId.parse(shipmentId), shipmentId, orderId, customerId, company, currency, paymentTermDays, lines: billed };
}
