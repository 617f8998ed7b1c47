import * as z from "zod";
import { customers } from "./customer-fields.ts";
import type { ImportKind } from "./field.ts";
import { openOrders } from "./open-order-fields.ts";
import { openingBalances } from "./opening-balance-fields.ts";
import { openingStock } from "./opening-stock-fields.ts";
import { products } from "./product-fields.ts";
import { suppliers } from "./supplier-fields.ts";

/** What can be brought. The order is the one to bring it in: orders name customers and products. */
export const ImportKindName = z
  .enum(["customers", "suppliers", "products", "opening-stock", "opening-balances", "open-orders"])
  .meta({ description: "What the rows are", example: "customers" });
export type ImportKindName = z.infer<typeof ImportKindName>;

export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  customers,
  suppliers,
  products,
  "opening-stock": openingStock,
  "opening-balances": openingBalances,
  "open-orders": openOrders,
};
