import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Quantity, QuantityOrZero } from "../../domain/kernel/quantity.ts";
import { CustomerId, LineNo, OrderId, Sku } from "../../domain/kernel/values.ts";

export const StockReserved = defineEvent({
  context: "inventory",
  name: "StockReserved",
  version: 1,
  visibility: "public",
  about:
    "Stock is set aside for an order: `reserved` is what this fact adds, `backOrdered` what the line still waits for after it. Said again when goods that came in later are given to the order.",
  noun: "reservation",
  subject: ({ orderId }) => orderId,
  data: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    cause: z.enum(["order", "back-order"]),
    lines: z.array(z.object({ lineNo: LineNo, sku: Sku, reserved: Quantity, backOrdered: QuantityOrZero })).min(1),
  }),
});
