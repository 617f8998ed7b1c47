import { stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { counted, hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { advanceOrders } from "../_steps/sales/advance-orders.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the order what left for the customer",
  on: ShipmentDispatched,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(ShipmentDispatched, event, { customerId, on: data.shippedOn, orderId, title: `Shipment dispatched (${counted(data.lines)})` });
    await advanceOrders(store, entry, new Map([[orderId, stepOf.shipmentDispatched(data)]]));
  },
});
export const { handler } = useCase;
