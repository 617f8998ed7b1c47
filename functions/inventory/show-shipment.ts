import * as z from "zod";
import { Shipment, Shipments } from "../../domain/inventory/shipment.table.ts";
import { ShipmentId } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show a shipment with its lines and what they had cost",
  route: "GET /inventory/shipments/{id}",
  scope: "inventory:read",
  input: z.strictObject({ id: ShipmentId }),
  output: Shipment,
  title: "trackingNumber",
  refuses: { shipment_not_found: "not_found" },
  touches: [Shipments],
  run: ({ id }, { store }) => store.get(Shipments, id),
});
export const { handler } = useCase;
