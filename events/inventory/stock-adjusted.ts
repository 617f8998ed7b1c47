import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { QuantityChange } from "../../domain/kernel/quantity.ts";
import { AdjustmentId, BusinessDate, CompanyCode, Sku } from "../../domain/kernel/values.ts";

export const StockAdjusted = defineEvent({
  context: "inventory",
  name: "StockAdjusted",
  version: 1,
  visibility: "public",
  about: "What is on the shelf is not what the books said. `quantity` and `value` are the change, with its sign.",
  noun: "adjustment",
  subject: ({ adjustmentId }) => adjustmentId,
  data: z.object({
    adjustmentId: AdjustmentId,
    company: CompanyCode,
    adjustedOn: BusinessDate,
    sku: Sku,
    quantity: QuantityChange,
    value: Money,
    reason: z.enum(["count", "damage", "loss", "found", "other"]),
  }),
});
