import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money, UnitPrice } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, ReceiptId, Sku, text } from "../kernel/values.ts";

/** `opening`: they were there before the first receipt, and were taken over. Bought where not said. */
const ReceiptOrigin = z.enum(["opening"]).meta({ description: "Opening stock was there before; other goods were bought" });

/** Goods that came in, line by line as they were reported, each with what it added to the value of stock. Never changed. */
export const Receipt = z.object({
  version: z.int(),
  id: ReceiptId,
  company: CompanyCode,
  receivedOn: BusinessDate,
  reference: text(80).optional(),
  origin: ReceiptOrigin.optional(),
  lines: z.array(z.object({ sku: Sku, quantity: Quantity, unitCost: UnitPrice, value: Money })).min(1),
});
export type Receipt = z.infer<typeof Receipt>;

export const Receipts = collection({ context: "inventory", noun: "receipt", schema: Receipt, id: (receipt) => receipt.id, indexes: {} });
