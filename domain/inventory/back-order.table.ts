import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, LineNo, OrderId, Sku } from "../kernel/values.ts";

/** What one order line waits for. Always equal to `backOrdered` of that line in the order's reservation part: both change in one transaction. */
export const BackOrder = z.object({
  version: z.int(),
  sku: Sku,
  orderId: OrderId,
  part: z.int().min(0).max(999),
  lineNo: LineNo,
  promisedOn: BusinessDate,
  quantity: Quantity,
});
export type BackOrder = z.infer<typeof BackOrder>;

/** The queue of a product: oldest promise first, then the older order, then the line. */
export const BackOrders = collection<BackOrder, "all">({
  context: "inventory",
  noun: "back-order",
  schema: BackOrder,
  id: (waiting) => waiting.sku,
  sort: (waiting) => backOrderSort(waiting),
  indexes: {
    all: {
      slot: "gsi1",
      key: (waiting) => ({ partition: [], sort: [waiting.promisedOn, waiting.sku, waiting.orderId, String(waiting.lineNo).padStart(3, "0")] }),
    },
  },
});

export const backOrderSort = ({ promisedOn, orderId, lineNo }: Pick<BackOrder, "promisedOn" | "orderId" | "lineNo">): string =>
  `${promisedOn}#${orderId}#${String(lineNo).padStart(3, "0")}`;
