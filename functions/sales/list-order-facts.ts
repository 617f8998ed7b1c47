import { OrderId } from "../../domain/kernel/values.ts";
import { Orders } from "../../domain/sales/order.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of an order: who, when and why, newest first",
  route: "GET /sales/orders/{id}/facts",
  scope: "sales:read",
  of: Orders,
  key: OrderId,
});
export const { handler } = useCase;
