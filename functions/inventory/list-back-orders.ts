import * as z from "zod";
import { BackOrder, BackOrders } from "../../domain/inventory/back-order.table.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List order lines that wait for goods, of one product or all, the oldest promise first",
  route: "GET /inventory/back-orders",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, sku: Sku.optional().meta({ description: "One product's queue, in the order in which goods are given out" }) }),
  item: BackOrder.omit({ part: true }),
  columns: ["promisedOn", "sku", "orderId", "lineNo", "quantity"],
  touches: [BackOrders],
  async run({ sku, ...page }, { store }) {
    // A product's queue is a range of its own, strongly consistent; all of them together follow within moments.
    const found = sku === undefined ? await store.query(BackOrders, "all", [], page) : await store.range(BackOrders, sku, page);
    return { ...found, items: found.items.map(({ part: _part, ...waiting }) => waiting) };
  },
});
export const { handler } = useCase;
