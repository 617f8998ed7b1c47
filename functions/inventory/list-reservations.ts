import * as z from "zod";
import { Reservation, Reservations } from "../../domain/inventory/reservation.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what an order has set aside, shipped and waits for, up to 40 of its lines in each part",
  route: "GET /inventory/reservations",
  scope: "inventory:read",
  input: z.strictObject({ ...paging, orderId: OrderId }),
  item: Reservation,
  columns: ["orderId", "part", "state", "promisedOn"],
  touches: [Reservations],
  async run({ orderId, ...page }, { store }) {
    return store.range(Reservations, orderId, page);
  },
});
export const { handler } = useCase;
