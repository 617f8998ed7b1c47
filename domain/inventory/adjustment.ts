import * as z from "zod";
import { StockAdjusted } from "../../events/inventory/stock-adjusted.ts";
import { DocumentDate, dateRefusals, documentDate } from "../kernel/business-date.ts";
import { accept, create, type Refusals, type Refused, refuse } from "../kernel/decision.ts";
import { MAX_MINOR, type Money, negate, UnitPrice } from "../kernel/money.ts";
import { minus, QuantityChange, QuantityOrZero } from "../kernel/quantity.ts";
import { type AdjustmentId, CompanyCode, type Instant, MAIN_COMPANY, Sku } from "../kernel/values.ts";
import { type Adjustment, Adjustments } from "./adjustment.table.ts";
import type { StockLevel } from "./stock-level.table.ts";
import { takeIn, writeOff } from "./stock-move.ts";
import { StockMoves } from "./stock-move.table.ts";
import { beyondCounting, carryingAmount, costOf } from "./valuation.ts";

export const refusals = {
  unknown_product: "unprocessable",
  nothing_to_adjust: "unprocessable",
  stock_is_reserved: "conflict",
  more_than_on_hand: "conflict",
  unit_cost_needed: "unprocessable",
  cost_currency_mismatch: "unprocessable",
  value_too_large: "unprocessable",
  too_much_stock: "unprocessable",
  ...dateRefusals,
} as const satisfies Refusals;

/** What is on the shelf, as a change (`quantity`) or as a count (`countedQuantity`). `unitCost` values what is found; where it is not said, the moving average does. */
export const Correction = z
  .strictObject({
    company: CompanyCode.default(MAIN_COMPANY),
    adjustedOn: DocumentDate,
    sku: Sku,
    quantity: QuantityChange.optional(),
    countedQuantity: QuantityOrZero.optional(),
    reason: z.enum(["count", "damage", "loss", "found", "other"]),
    unitCost: UnitPrice.optional(),
  })
  .refine((given) => (given.quantity === undefined) !== (given.countedQuantity === undefined), {
    path: ["quantity"],
    message: "say either quantity or countedQuantity",
  })
  .refine((given) => given.unitCost === undefined || (given.quantity ?? 1) > 0, {
    path: ["unitCost"],
    message: "goods that are gone leave at the moving average",
  })
  .meta({ example: { sku: "CHAIR-OAK", countedQuantity: 11, reason: "count" } });
export type Correction = z.output<typeof Correction>;

/** The books follow the shelf. What is set aside for orders cannot be written off: cancel or ship those first. */
export function adjustStock(correction: Correction, level: StockLevel | undefined, id: AdjustmentId, now: Instant) {
  if (level === undefined) return refuse("unknown_product", { pointer: "/sku", detail: "no stocked product has this SKU", sku: correction.sku });
  const adjustedOn = documentDate(correction.adjustedOn, now, "/adjustedOn");
  if (typeof adjustedOn !== "string") return adjustedOn;
  const quantity = correction.quantity ?? minus(correction.countedQuantity ?? 0, level.onHand);
  if (quantity === 0) return refuse("nothing_to_adjust", { pointer: "/countedQuantity", detail: "the books say so already" });
  const move = quantity > 0 ? found(correction, level, quantity) : gone(correction, level, -quantity);
  if ("ok" in move) return move;
  const { company, sku, reason } = correction;
  const adjustment: Adjustment = { version: 1, id, company, adjustedOn, sku, quantity, value: move.value, reason };
  const { value } = adjustment;
  return accept(
    adjustment,
    [
      create(Adjustments, adjustment),
      move.change,
      create(StockMoves, { version: 1, id, sku, kind: "adjustment", company, movedOn: adjustedOn, quantity, value, reason }),
    ],
    [StockAdjusted.of({ adjustmentId: id, company, adjustedOn, sku, quantity, value, reason })],
  );
}

function found({ unitCost, countedQuantity }: Correction, level: StockLevel, quantity: number) {
  const value = unitCost === undefined ? average(level, quantity) : given(level, quantity, unitCost);
  if ("ok" in value) return value;
  const refused = beyondCounting(level, quantity, value, "");
  if (refused !== undefined) return refused;
  // A count and a moving average both hold only for the level as it was seen.
  return { value, change: takeIn(level, quantity, value, unitCost === undefined || countedQuantity !== undefined ? "moving average" : "cost") };
}

function gone({ countedQuantity }: Correction, level: StockLevel, quantity: number) {
  const pointer = countedQuantity === undefined ? "/quantity" : "/countedQuantity";
  if (quantity > level.onHand) return refuse("more_than_on_hand", { pointer, detail: "no more can be gone than was there", onHand: level.onHand });
  if (quantity > level.available) return refuse("stock_is_reserved", { pointer, detail: "the rest is set aside for orders", available: level.available });
  const value = carryingAmount(level, quantity);
  return { value: negate(value), change: writeOff(level, quantity, value) };
}

function average(level: StockLevel, quantity: number): Money | Refused<"unit_cost_needed" | "value_too_large"> {
  if (level.currency === undefined || level.onHand <= 0)
    return refuse("unit_cost_needed", { pointer: "/unitCost", detail: "there is no stock whose average could value this" });
  // A rough look first: exact arithmetic throws where the product leaves the range of exact numbers.
  if ((level.valueMinor / level.onHand) * quantity > MAX_MINOR)
    return refuse("value_too_large", { pointer: "/quantity", detail: "the level's value would be beyond what a document may carry" });
  return carryingAmount(level, quantity);
}

function given(level: StockLevel, quantity: number, unitCost: UnitPrice): Money | Refused<"cost_currency_mismatch" | "value_too_large"> {
  if (level.currency !== undefined && level.currency !== unitCost.currency)
    return refuse("cost_currency_mismatch", {
      pointer: "/unitCost/currency",
      detail: "the stock of this product is valued in another currency",
      currency: level.currency,
    });
  return (
    costOf({ quantity, unitCost }) ??
    refuse("value_too_large", { pointer: "/unitCost", detail: "quantity times unit cost is beyond what a document may carry" })
  );
}
