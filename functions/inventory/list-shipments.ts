import * as z from "zod";
import { Shipment, Shipments } from "../../domain/inventory/shipment.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List shipments, of one order or all, newest first",
  route: "GET /inventory/shipments",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, orderId: OrderId.optional() }),
  item: Shipment,
  columns: ["dispatchedAt", "orderId", "customerId", "carrier", "trackingNumber", "cost"],
  touches: [Shipments],
  async run({ orderId, ...page }, { store }) {
    const newestFirst = { ...page, order: "descending" } as const;
    return orderId === undefined ? store.query(Shipments, "all", [], newestFirst) : store.query(Shipments, "byOrder", [orderId], newestFirst);
  },
});
export const { handler } = useCase;
