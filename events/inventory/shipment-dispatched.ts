import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Instant, Invoicing, LineNo, OrderId, ShipmentId, Sku } from "../../domain/kernel/values.ts";

export const ShipmentDispatched = defineEvent({
  context: "inventory",
  name: "ShipmentDispatched",
  version: 1,
  visibility: "public",
  about:
    "Goods left for the customer. `cost` is their carrying amount at moving average, which becomes cost of sales (IAS 2.34). `invoicing` says whether this shipment is to be billed.",
  noun: "shipment",
  subject: ({ shipmentId }) => shipmentId,
  data: z.object({
    shipmentId: ShipmentId,
    orderId: OrderId,
    customerId: CustomerId,
    company: CompanyCode,
    invoicing: Invoicing,
    dispatchedAt: Instant,
    /** The shipment's business date: its cost of sales and its invoice are of this day. The UTC day of `dispatchedAt` where not said. */
    shippedOn: BusinessDate.optional(),
    cost: Money,
    lines: z.array(z.object({ lineNo: LineNo, sku: Sku, quantity: Quantity, cost: Money })).min(1),
  }),
});
