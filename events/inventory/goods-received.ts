import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { BusinessDate, CompanyCode, ReceiptId, Sku } from "../../domain/kernel/values.ts";

export const GoodsReceived = defineEvent({
  context: "inventory",
  name: "GoodsReceived",
  version: 1,
  visibility: "public",
  about: "Goods came in and are worth what they cost: stock on hand and its value rose by this (IAS 2.10).",
  noun: "receipt",
  subject: ({ receiptId }) => receiptId,
  data: z.object({
    receiptId: ReceiptId,
    company: CompanyCode,
    receivedOn: BusinessDate,
    reference: z.string().optional(),
    /** They were there before the books, and were taken over: nobody will bill them. Bought where not said. */
    origin: z.enum(["opening"]).optional(),
    lines: z.array(z.object({ sku: Sku, quantity: Quantity, value: Money })).min(1),
  }),
});
