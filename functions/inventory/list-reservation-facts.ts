import { partSort, Reservations } from "../../domain/inventory/reservation.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of an order's reservation: set aside, short and released, newest first",
  route: "GET /inventory/reservations/{orderId}/facts",
  scope: "inventory:read",
  of: Reservations,
  key: OrderId,
  sort: partSort(0),
});
export const { handler } = useCase;
