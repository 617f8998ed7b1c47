import * as z from "zod";
import { OrderId } from "../../domain/kernel/values.ts";
import { OrderView, viewOrder } from "../../domain/sales/order-view.ts";
import { OrderProgress, Orders } from "../../domain/sales/order.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one order: its lines and what of them was reserved, shipped, invoiced and paid",
  route: "GET /sales/orders/{id}",
  scope: "sales:read",
  input: z.strictObject({ id: OrderId }),
  output: OrderView,
  title: "reference",
  refuses: { order_not_found: "not_found" },
  touches: [Orders, OrderProgress],
  async run({ id }, { store }) {
    const order = await store.get(Orders, id);
    return viewOrder(order, await store.get(OrderProgress, id));
  },
});
export const { handler } = useCase;
