import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { UnitPrice } from "../kernel/money.ts";
import { Sku, TaxCode, text } from "../kernel/values.ts";

/** What sales knows of a product, from what catalog said. `sourceVersion` is the product's version it was said with. */
export const ProductCopy = z.object({
  sku: Sku,
  version: z.int(),
  sourceVersion: z.int(),
  name: text(200),
  kind: z.enum(["goods", "service"]),
  listPrice: UnitPrice.optional(),
  taxCode: TaxCode,
  status: z.enum(["active", "discontinued"]),
});
export type ProductCopy = z.infer<typeof ProductCopy>;

export const ProductCopies = collection<ProductCopy>({ context: "sales", noun: "product-copy", schema: ProductCopy, id: ({ sku }) => sku, indexes: {} });
