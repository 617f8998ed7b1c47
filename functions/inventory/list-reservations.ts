import * as z from "zod";
import { Reservation, Reservations } from "../../domain/inventory/reservation.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what one order has set aside, in parts of 40 lines, or what of all orders can be shipped, earliest promise first",
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
