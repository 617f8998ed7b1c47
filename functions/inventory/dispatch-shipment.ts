import * as z from "zod";
import { skusOf } from "../../domain/inventory/reservation.ts";
import { MOST_PARTS, Reservations } from "../../domain/inventory/reservation.table.ts";
import { pickLines, Remaining, refusals, ShippingOrder, shipGoods } from "../../domain/inventory/shipment.ts";
import { Shipment, Shipments } from "../../domain/inventory/shipment.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import { StockMoves } from "../../domain/inventory/stock-move.table.ts";
import { ShipmentId } from "../../domain/kernel/values.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Ship what is set aside for an order, all of it or some lines",
  route: "POST /inventory/shipments",
  scope: "inventory:write",
  offered: { status: ["back-ordered", "reserved", "partly-shipped"] },
  status: 201,
  input: ShippingOrder,
  output: Shipment.extend({
    remaining: z.array(Remaining).meta({ description: "What of the order can be shipped next (`reserved`) or waits for goods (`backOrdered`)" }),
  }),
  emits: [ShipmentDispatched],
  refuses: refusals,
  touches: [Reservations, StockLevels, Shipments, StockMoves],
  async run(order, { store, now, newId }) {
    const { items: parts } = await store.range(Reservations, order.orderId, { limit: MOST_PARTS });
    const picked = pickLines(order, parts);
    if (!picked.ok) return picked;
    const levels = await store.getMany(StockLevels, skusOf(picked.value.map(({ line }) => line)));
    return store.commit(shipGoods(order, parts, picked.value, levels, newId(ShipmentId), now));
  },
});
export const { handler } = useCase;
