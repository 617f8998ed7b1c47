import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { UnitPrice } from "../../domain/kernel/money.ts";
import { Sku, TaxCode, text } from "../../domain/kernel/values.ts";

export const ProductListed = defineEvent({
  context: "catalog",
  name: "ProductListed",
  version: 1,
  visibility: "public",
  about: "A product can be sold and stocked from now on. The whole of it, so that every context keeps the copy it needs.",
  noun: "product",
  subject: ({ sku }) => sku,
  data: z.object({
    sku: Sku,
    name: text(200),
    kind: z.enum(["goods", "service"]),
    unit: text(20),
    listPrice: UnitPrice.optional(),
    taxCode: TaxCode,
  }),
});
