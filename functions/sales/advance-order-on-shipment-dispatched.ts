import { follow, stepOf } from "../../domain/sales/order-progress.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { counted, hear } from "../../domain/sales/timeline.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Note on the order what left for the customer",
  on: ShipmentDispatched,
  emits: [],
  touches: [OrderProgress, Timeline],
  async run(data, { store, event }) {
    const { customerId, orderId } = data;
    const entry = hear(ShipmentDispatched, event, { customerId, on: data.shippedOn, orderId, title: `Shipment dispatched (${counted(data.lines)})` });
    return store.commit(follow(entry, await store.get(OrderProgress, orderId), stepOf.shipmentDispatched(data)));
  },
});
export const { handler } = useCase;
