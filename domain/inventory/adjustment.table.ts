import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money } from "../kernel/money.ts";
import { QuantityChange } from "../kernel/quantity.ts";
import { AdjustmentId, BusinessDate, CompanyCode, Sku } from "../kernel/values.ts";

/** A correction of the books to what is on the shelf: `quantity` and `value` are the change, with its sign. Never changed. */
export const Adjustment = z.object({
  version: z.int(),
  id: AdjustmentId,
  company: CompanyCode,
  adjustedOn: BusinessDate,
  sku: Sku,
  quantity: QuantityChange,
  value: Money,
  reason: z.enum(["count", "damage", "loss", "found", "other"]),
});
export type Adjustment = z.infer<typeof Adjustment>;

export const Adjustments = collection({ context: "inventory", noun: "adjustment", schema: Adjustment, id: (adjustment) => adjustment.id, indexes: {} });
