import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Instant, Invoicing, LineNo, OrderId, ShipmentId, Sku, text } from "../kernel/values.ts";

/** Goods that left for a customer, at their carrying amount when they left. Never changed. */
export const Shipment = z.object({
  version: z.int(),
  id: ShipmentId,
  orderId: OrderId,
  customerId: CustomerId,
  company: CompanyCode,
  invoicing: Invoicing,
  dispatchedAt: Instant,
  shippedOn: BusinessDate.optional().meta({ description: "Business date; the UTC day of `dispatchedAt` where it is not there" }),
  carrier: text(80).optional(),
  trackingNumber: text(80).optional(),
  cost: Money,
  lines: z.array(z.object({ lineNo: LineNo, sku: Sku, quantity: Quantity, cost: Money })).min(1),
});
export type Shipment = z.infer<typeof Shipment>;

/** Ids grow with time, so they are the order of both lists. */
export const Shipments = collection({
  context: "inventory",
  noun: "shipment",
  schema: Shipment,
  id: (shipment) => shipment.id,
  indexes: {
    all: { slot: "gsi1", key: (shipment: Shipment) => ({ partition: [], sort: [shipment.id] }) },
    byOrder: { slot: "gsi2", key: (shipment: Shipment) => ({ partition: [shipment.orderId], sort: [shipment.id] }) },
  },
});
