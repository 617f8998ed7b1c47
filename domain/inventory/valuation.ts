import { type Refused, refuse } from "../kernel/decision.ts";
import { lineNet, MAX_MINOR, type Money, proportion, type UnitPrice, zero } from "../kernel/money.ts";
import { MAX_QUANTITY, plus } from "../kernel/quantity.ts";
import type { StockLevel } from "./stock-level.table.ts";

/** What so many units are worth at moving average; everything when nothing remains, so that rounding leaves no dust. */
export function carryingAmount(level: StockLevel, quantity: number): Money {
  if (level.currency === undefined) throw new RangeError(`stock level ${level.sku} has goods without a cost`);
  if (level.onHand <= 0) return zero(level.currency);
  return proportion({ minor: level.valueMinor, currency: level.currency }, quantity, level.onHand);
}

/** Quantity times unit cost, or nothing where that is beyond what a document may carry. */
export function costOf({ quantity, unitCost }: { readonly quantity: number; readonly unitCost: UnitPrice }): Money | undefined {
  // A rough look first: exact arithmetic throws where the product leaves the range of exact numbers.
  if (quantity * unitCost.minor > 2 * MAX_MINOR) return undefined;
  const value = lineNet(quantity, unitCost);
  return value.minor > MAX_MINOR ? undefined : value;
}

/** A level's quantity and value stay within what one fact may state; so does every later move of it. */
export function beyondCounting(level: StockLevel, quantity: number, value: Money, pointer: string): Refused<"too_much_stock" | "value_too_large"> | undefined {
  if (plus(level.onHand, quantity) > MAX_QUANTITY) return refuse("too_much_stock", { pointer: `${pointer}/quantity`, detail: "more than a level can count" });
  if (level.valueMinor + value.minor > MAX_MINOR)
    return refuse("value_too_large", { pointer, detail: "the level's value would be beyond what a document may carry" });
  return undefined;
}
