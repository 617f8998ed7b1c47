import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Quantity, QuantityOrZero } from "../../domain/kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Invoicing, LineNo, OrderId, Sku } from "../../domain/kernel/values.ts";

export const StockReleased = defineEvent({
  context: "inventory",
  name: "StockReleased",
  version: 1,
  visibility: "public",
  about:
    "A cancelled order gives back what had not left. Said once for each cancelled order, and it is the last word on what was not shipped: `unshipped` is the line's quantity that will never leave (services in full), `released` the part of it that had been set aside and is free again. `lines` is empty where everything had left.",
  noun: "reservation",
  subject: ({ orderId }) => orderId,
  data: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    company: CompanyCode,
    invoicing: Invoicing,
    /** The business date of the cancel, which a credit note bears. */
    cancelledOn: BusinessDate.optional(),
    lines: z.array(z.object({ lineNo: LineNo, sku: Sku, kind: z.enum(["goods", "service"]), unshipped: Quantity, released: QuantityOrZero })),
  }),
});
