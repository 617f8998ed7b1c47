import type { Order } from "./demand.ts";
import type { Payment } from "./payments.ts";
import type { Cancellation, Shipment } from "./warehouse.ts";

/** What became of an order. */
export interface Story {
  readonly order: Order;
  readonly shipments: readonly Shipment[];
  /** All its goods have left. */
  readonly allGone: boolean;
  /** Something of it waits for goods. */
  readonly waits: boolean;
  readonly cancellation?: Cancellation;
}

/** The status that sales should give the order in the end, as told by its story. */
export function statusAtLast({ order, shipments, allGone, waits, cancellation }: Story, payments: readonly Payment[]): string {
  if (cancellation !== undefined) return shipments.length === 0 ? "cancelled" : "partly-cancelled";
  const services = order.lines.every(({ product }) => product.kind === "service");
  const whole = payments.filter(({ amount }) => amount !== "first-half");
  const billedByShipment = order.customer.invoicing === "on-shipment" && !services;
  const paid = billedByShipment ? shipments.every((each) => whole.some(({ shipment }) => shipment === each)) : whole.length > 0;
  if ((services || allGone) && paid) return "completed";
  if (shipments.length > 0) return allGone ? "shipped" : "partly-shipped";
  if (waits) return "back-ordered";
  return services ? "placed" : "reserved";
}
