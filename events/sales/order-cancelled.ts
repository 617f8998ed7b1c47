import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Instant, Invoicing, LineNo, OrderId, Sku } from "../../domain/kernel/values.ts";

export const OrderCancelled = defineEvent({
  context: "sales",
  name: "OrderCancelled",
  version: 1,
  visibility: "public",
  about:
    "Nothing more of this order is wanted. What has left stays sold; inventory says with StockReleased what had not. Carries the ordered lines, so that it stands on its own even where it overtakes OrderPlaced.",
  noun: "order",
  subject: ({ orderId }) => orderId,
  data: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    company: CompanyCode,
    invoicing: Invoicing,
    cancelledAt: Instant,
    /** The business date of the cancel; the UTC day of `cancelledAt` where not said. */
    cancelledOn: BusinessDate.optional(),
    lines: z.array(z.object({ lineNo: LineNo, sku: Sku, kind: z.enum(["goods", "service"]), quantity: Quantity })).min(1),
  }),
});
