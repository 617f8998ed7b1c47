import { revise } from "../kernel/collection.ts";
import { adjust, create, replace } from "../kernel/decision.ts";
import type { Money } from "../kernel/money.ts";
import { minus, plus } from "../kernel/quantity.ts";
import type { Sku } from "../kernel/values.ts";
import { type StockLevel, StockLevels } from "./stock-level.table.ts";
import { unlistedLevel } from "./stock-level.ts";

const less = (amount: number) => 0 - amount;

/**
 * Goods come in and are worth `value`. `from` says the value was computed from the moving average as seen.
 * The first cost ever also fixes the currency: that one change replaces the level it saw, all later ones add to whatever is there.
 */
export function takeIn(level: StockLevel, quantity: number, value: Money, from: "cost" | "moving average" = "cost") {
  if (level.currency !== undefined) {
    return adjust(
      StockLevels,
      { id: level.sku },
      {
        add: { onHand: quantity, available: quantity, promisable: quantity, valueMinor: value.minor, moves: 1, gains: 1 },
        ensure: from === "cost" ? {} : { moves: { equals: level.moves } },
      },
    );
  }
  const counters = { onHand: plus(level.onHand, quantity), available: plus(level.available, quantity), promisable: plus(level.promisable, quantity) };
  return replace(
    StockLevels,
    revise(level, { ...counters, valueMinor: level.valueMinor + value.minor, currency: value.currency, moves: level.moves + 1, gains: level.gains + 1 }),
  );
}

/** Free goods are gone: lost, damaged, miscounted. Never what is set aside. */
export const writeOff = (level: StockLevel, quantity: number, value: Money) =>
  adjust(
    StockLevels,
    { id: level.sku },
    {
      add: { onHand: less(quantity), available: less(quantity), promisable: less(quantity), valueMinor: less(value.minor), moves: 1 },
      ensure: { moves: { equals: level.moves }, available: { atLeast: quantity } },
    },
  );

/** Goods that were set aside leave at their carrying amount. */
export const shipOut = (level: StockLevel, quantity: number, cost: Money) =>
  adjust(
    StockLevels,
    { id: level.sku },
    {
      add: { onHand: less(quantity), reserved: less(quantity), valueMinor: less(cost.minor), moves: 1 },
      ensure: { moves: { equals: level.moves }, reserved: { atLeast: quantity } },
    },
  );

/**
 * A new order takes `reserved` of what is promisable and waits for `missing`. Taking holds as long as enough is promisable at that instant;
 * waiting holds only if nothing became free since the level was read, else the order would wait beside goods that nobody offers it.
 */
export function claim(level: StockLevel | undefined, sku: Sku, reserved: number, missing: number) {
  if (level === undefined) return create(StockLevels, unlistedLevel(sku, missing));
  return adjust(
    StockLevels,
    { id: sku },
    {
      add: { reserved, available: less(reserved), backOrdered: missing, promisable: minus(0, reserved, missing) },
      ensure: { ...(reserved > 0 ? { promisable: { atLeast: reserved } } : {}), ...(missing > 0 ? { gains: { equals: level.gains } } : {}) },
    },
  );
}

/** Free goods go to an order that waited for them. Nothing changes for new orders: these goods were promised already. */
export const giveToBackOrder = (sku: Sku, quantity: number) =>
  adjust(
    StockLevels,
    { id: sku },
    {
      add: { reserved: quantity, available: less(quantity), backOrdered: less(quantity) },
      ensure: { available: { atLeast: quantity }, backOrdered: { atLeast: quantity } },
    },
  );

/** A cancelled order gives back what was set aside and stops waiting for the rest. */
export const giveBack = (sku: Sku, reserved: number, backOrdered: number) =>
  adjust(
    StockLevels,
    { id: sku },
    {
      add: { reserved: less(reserved), available: reserved, backOrdered: less(backOrdered), promisable: plus(reserved, backOrdered), gains: 1 },
      ensure: { reserved: { atLeast: reserved }, backOrdered: { atLeast: backOrdered } },
    },
  );
