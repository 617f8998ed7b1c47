import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { UnitPrice } from "../kernel/money.ts";
import { nameOrder } from "../kernel/name-order.ts";
import { Sku, TaxCode, text } from "../kernel/values.ts";

/** `goods` are stocked, reserved and shipped; a `service` is only sold and billed. */
const ProductKind = z.enum(["goods", "service"]).meta({ description: "Goods are stocked and shipped, a service is only billed" });
/** `discontinued`: no new order takes it; what is ordered already is still delivered. */
export const ProductStatus = z.enum(["active", "discontinued"]).meta({ description: "A discontinued product is in no new order" });

/** What can be sold. Its unit is what every quantity of it counts. */
export const Product = z
  .object({
    sku: Sku,
    version: z.int(),
    name: text(200),
    description: text(2000).optional(),
    kind: ProductKind,
    unit: text(20),
    listPrice: UnitPrice.optional(),
    taxCode: TaxCode,
    status: ProductStatus,
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof Product>;

/** Listed by sku, whole or by status, and found by name: a catalogue is written rarely and read often, so each order stands in an index. */
export const Products = collection<Product, "all" | "byStatus" | "byName">({
  context: "catalog",
  noun: "product",
  schema: Product,
  id: ({ sku }) => sku,
  indexes: {
    all: { slot: "gsi1", key: ({ sku }) => ({ partition: ["all"], sort: [sku] }) },
    byStatus: { slot: "gsi2", key: ({ status, sku }) => ({ partition: [status], sort: [sku] }) },
    byName: { slot: "gsi3", key: ({ name, sku }) => ({ partition: ["all"], sort: [nameOrder(name), sku] }) },
  },
});
