import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { Sku, text } from "../kernel/values.ts";

/** A quantity that many decisions add to: exact decimals in the table, six of them. */
const counter = (description: string) => z.number().meta({ description });

/**
 * What is there of one product, kept as counters that are added to where they are.
 * Always: `onHand = reserved + available`, `promisable = available - backOrdered`, none but `promisable` below 0, and no value without stock.
 */
export const StockLevel = z.object({
  version: z.int(),
  sku: Sku,
  /** Copied from the catalogue, as of its version `sourceVersion`; 0 while only an order has named the product. */
  name: text(200),
  unit: text(20),
  status: z.enum(["active", "discontinued", "unlisted"]),
  sourceVersion: z.int().min(0),
  onHand: counter("Pieces in the building, in the product's unit"),
  reserved: counter("Set aside for orders and not shipped yet"),
  available: counter("On hand and not set aside"),
  backOrdered: counter("What waiting orders still lack"),
  promisable: counter("Available to promise to a new order: available less back-ordered; below 0 when more is waited for than is there"),
  /** Carrying amount of all that is on hand, in whole minor units of `currency`, which the first cost fixes (IAS 2.25: weighted average). */
  valueMinor: z.int(),
  currency: Currency.optional(),
  /** How often goods moved (receipts, shipments, adjustments). Whoever computes from the moving average holds it to what was seen. */
  moves: z.int(),
  /** How often goods became free (receipts, increases, releases). Whoever says "not enough" holds it to what was seen, so that no order waits beside free goods. */
  gains: z.int(),
});
export type StockLevel = z.infer<typeof StockLevel>;

/** One level for each product that is stocked. */
export const StockLevels = collection({
  context: "inventory",
  noun: "stock-level",
  schema: StockLevel,
  id: (level) => level.sku,
  indexes: { all: { slot: "gsi1", key: (level: StockLevel) => ({ partition: [], sort: [level.sku] }) } },
});
