import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { BusinessDate, CustomerId, LineNo, OrderId, Sku } from "../../domain/kernel/values.ts";

export const StockFellShort = defineEvent({
  context: "inventory",
  name: "StockFellShort",
  version: 1,
  visibility: "public",
  about: "There was not enough for these lines: `missing` waits as back-orders. Purchasing and production plan on it.",
  noun: "reservation",
  subject: ({ orderId }) => orderId,
  data: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    promisedOn: BusinessDate,
    lines: z.array(z.object({ lineNo: LineNo, sku: Sku, missing: Quantity })).min(1),
  }),
});
