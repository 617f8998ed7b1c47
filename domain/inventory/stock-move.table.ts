import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money } from "../kernel/money.ts";
import { QuantityChange } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, OrderId, ShipmentId, Sku, text } from "../kernel/values.ts";
import { Adjustment } from "./adjustment.table.ts";

/**
 * What one document did to the stock of one product: a line of its stock ledger. Written in the transaction that changed the level and never changed, so
 * that quantities and values always come to what the level says.
 */
export const StockMove = z.object({
  version: z.int(),
  /** Of the receipt, the shipment or the adjustment. */
  id: z.string().meta({ description: "The document's id: grows with the time of recording" }),
  sku: Sku,
  kind: z.enum(["receipt", "opening", "shipment", "adjustment"]),
  company: CompanyCode,
  movedOn: BusinessDate.meta({ description: "The document's business date" }),
  quantity: QuantityChange.meta({ description: "What came in; below 0 what left" }),
  value: Money.meta({ description: "What it changed the carrying amount by (IAS 2)" }),
  orderId: OrderId.optional(),
  shipmentId: ShipmentId.optional(),
  reference: text(80).optional().meta({ description: "The delivery note's number" }),
  reason: Adjustment.shape.reason.optional(),
});
export type StockMove = z.infer<typeof StockMove>;

/** A product's moves stand side by side, in the order in which they were recorded. */
export const StockMoves = collection<StockMove>({
  context: "inventory",
  noun: "stock-move",
  schema: StockMove,
  id: ({ sku }) => sku,
  sort: ({ id }) => `move#${id}`,
  indexes: {},
});
