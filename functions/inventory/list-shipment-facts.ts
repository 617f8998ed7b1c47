import { Shipments } from "../../domain/inventory/shipment.table.ts";
import { ShipmentId } from "../../domain/kernel/values.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a shipment: who, when and why, newest first",
  route: "GET /inventory/shipments/{id}/facts",
  scope: "inventory:read",
  of: Shipments,
  key: ShipmentId,
});
export const { handler } = useCase;
