import { customers } from "./customer-fields.ts";
import type { ImportKind } from "./field.ts";
import type { ImportKindName } from "./kind-name.ts";
import { openOrders } from "./open-order-fields.ts";
import { openingBalances } from "./opening-balance-fields.ts";
import { openingStock } from "./opening-stock-fields.ts";
import { products } from "./product-fields.ts";
import { suppliers } from "./supplier-fields.ts";

/** The fields of every kind, with what other systems call them: only who maps columns carries this. */
export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  customers,
  suppliers,
  products,
  "opening-stock": openingStock,
  "opening-balances": openingBalances,
  "open-orders": openOrders,
};
