import * as z from "zod";
import { Reservation, Reservations } from "../../domain/inventory/reservation.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary:
    "List what an order has set aside, shipped and waits for, up to 40 of its lines in each part; or of all orders what can be shipped now, the earliest promise first",
  route: "GET /inventory/reservations",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, orderId: OrderId.optional() }),
  item: Reservation,
  columns: ["promisedOn", "orderId", "customerId", "state", "part"],
  touches: [Reservations],
  async run({ orderId, ...page }, { store }) {
    return orderId === undefined ? store.query(Reservations, "toShip", [], page) : store.range(Reservations, orderId, page);
  },
});
export const { handler } = useCase;
