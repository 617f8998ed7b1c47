import * as z from "zod";
import type { ProductListed } from "../../events/catalog/product-listed.ts";
import type { ProductRevised } from "../../events/catalog/product-revised.ts";
import { revise } from "../kernel/collection.ts";
import { accept, create, replace } from "../kernel/decision.ts";
import { Currency, divideRounded, Money } from "../kernel/money.ts";
import { millionths } from "../kernel/quantity.ts";
import type { Sku } from "../kernel/values.ts";
import { StockLevel, StockLevels } from "./stock-level.table.ts";

type Product = z.infer<typeof ProductListed.data> & Partial<Pick<z.infer<typeof ProductRevised.data>, "status">>;
type Copy = Pick<StockLevel, "name" | "unit" | "status" | "sourceVersion">;

const nothing = { version: 1, onHand: 0, reserved: 0, available: 0, backOrdered: 0, promisable: 0, valueMinor: 0, moves: 0, gains: 0 };

/** The level of a product that an order named before the catalogue's word of it arrived. */
export const unlistedLevel = (sku: Sku, backOrdered: number): StockLevel => ({
  ...nothing,
  sku,
  name: sku,
  unit: "unit",
  status: "unlisted",
  sourceVersion: 0,
  backOrdered,
  promisable: 0 - backOrdered,
});

/**
 * The catalogue's words on the level: a new one, or the copy on the one that is there. An older word than the copy changes nothing,
 * whatever order they arrive in. Services have no level.
 */
export function labelStockLevel(level: StockLevel | undefined, product: Product, sourceVersion: number) {
  const copy: Copy = { name: product.name, unit: product.unit, status: product.status ?? "active", sourceVersion };
  if (level === undefined) return accept(undefined, product.kind === "goods" ? [create(StockLevels, { ...nothing, sku: product.sku, ...copy })] : []);
  return accept(undefined, level.sourceVersion < sourceVersion ? [replace(StockLevels, revise(level, copy))] : []);
}

/** What the API shows: no guards. `value` and `averageCost` (per unit, four decimals of a minor unit) are there once goods had a cost. */
export const StockLevelView = z.object({
  ...StockLevel.omit({ sourceVersion: true, valueMinor: true, currency: true, moves: true, gains: true }).shape,
  value: Money.optional(),
  averageCost: z.object({ minor: z.number(), currency: Currency }).optional(),
});

/** The level with its worth: the moving average is the value spread over what is on hand (IAS 2.27). */
export function viewOfLevel({
  valueMinor,
  currency,
  sourceVersion: _copied,
  moves: _moves,
  gains: _gains,
  ...shown
}: StockLevel): z.input<typeof StockLevelView> {
  if (currency === undefined) return shown;
  const value = { minor: valueMinor, currency };
  if (shown.onHand <= 0) return { ...shown, value };
  return { ...shown, value, averageCost: { minor: Number(divideRounded(BigInt(valueMinor) * 10_000_000_000n, millionths(shown.onHand))) / 10_000, currency } };
}
