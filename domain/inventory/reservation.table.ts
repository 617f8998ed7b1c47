import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Quantity, QuantityOrZero } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Invoicing, LineNo, OrderId, Sku } from "../kernel/values.ts";

/**
 * Where one order line stands. While its part is open, goods satisfy `ordered = reserved + shipped + backOrdered`;
 * `reserved` is set aside and has not left, `released` is what a cancel freed. A service only has `ordered`.
 */
export const ReservedLine = z.object({
  lineNo: LineNo,
  sku: Sku,
  kind: z.enum(["goods", "service"]),
  ordered: Quantity,
  reserved: QuantityOrZero,
  shipped: QuantityOrZero,
  backOrdered: QuantityOrZero,
  released: QuantityOrZero,
});
export type ReservedLine = z.infer<typeof ReservedLine>;

/** What inventory knows of an order: up to 40 of its lines. An order has one such part for every 40 lines. */
export const Reservation = z.object({
  version: z.int(),
  orderId: OrderId,
  part: z.int().min(0).max(999),
  customerId: CustomerId,
  company: CompanyCode,
  invoicing: Invoicing,
  /** Neither is known where the cancel arrived before the order. */
  placedOn: BusinessDate.optional(),
  promisedOn: BusinessDate.optional(),
  state: z.enum(["open", "cancelled"]),
  lines: z.array(ReservedLine).min(1),
});
export type Reservation = z.infer<typeof Reservation>;

/**
 * The parts of an order stand side by side in the order's partition: `part#000`, `part#001`, … Those with something set aside, which can leave, stand
 * together as well, the earliest promise first.
 */
export const Reservations = collection<Reservation, "toShip">({
  context: "inventory",
  noun: "reservation",
  schema: Reservation,
  id: (reservation) => reservation.orderId,
  sort: (reservation) => partSort(reservation.part),
  indexes: {
    toShip: {
      slot: "gsi1",
      key: ({ state, lines, promisedOn, orderId, part }) =>
        state === "open" && promisedOn !== undefined && lines.some(({ reserved }) => reserved > 0)
          ? { partition: [], sort: [promisedOn, orderId, partSort(part)] }
          : undefined,
    },
  },
});

/** An order has at most 500 lines, so at most 13 parts: one page reads them all. */
export const MOST_PARTS = 100;
export const partSort = (part: number): string => `part#${String(part).padStart(3, "0")}`;
