import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { UnitPrice } from "../../domain/kernel/money.ts";
import { Sku, TaxCode, text } from "../../domain/kernel/values.ts";

export const ProductRevised = defineEvent({
  context: "catalog",
  name: "ProductRevised",
  version: 1,
  visibility: "public",
  about: "A product is different from now on. The whole of it as it is after the change; the metadata's subjectVersion orders revisions.",
  noun: "product",
  subject: ({ sku }) => sku,
  data: z.object({
    sku: Sku,
    name: text(200),
    kind: z.enum(["goods", "service"]),
    unit: text(20),
    listPrice: UnitPrice.optional(),
    taxCode: TaxCode,
    status: z.enum(["active", "discontinued"]),
  }),
});
