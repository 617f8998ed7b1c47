import * as z from "zod";

/** What can be brought. The order is the one to bring it in: orders name customers and products. */
export const ImportKindName = z
  .enum(["customers", "suppliers", "products", "opening-stock", "opening-balances", "open-orders"])
  .meta({ description: "What the rows are", example: "customers" });
export type ImportKindName = z.infer<typeof ImportKindName>;
