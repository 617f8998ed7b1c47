import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency, Money, Percent, UnitPrice } from "../kernel/money.ts";
import { Quantity, QuantityOrZero } from "../kernel/quantity.ts";
import {
  BusinessDate,
  CompanyCode,
  CustomerId,
  Instant,
  Invoicing,
  LineNo,
  OpportunityId,
  OrderId,
  PaymentTermDays,
  Sku,
  TaxCode,
  dateOf,
  text,
} from "../kernel/values.ts";

/** A line as it was ordered: what was bought, at which price, under which tax. */
export const OrderLine = z.object({
  lineNo: LineNo,
  sku: Sku,
  kind: z.enum(["goods", "service"]),
  quantity: Quantity,
  unitPrice: UnitPrice,
  discountPercent: Percent.optional(),
  taxCode: TaxCode,
});
export type OrderLine = z.infer<typeof OrderLine>;

/** The order as it was placed. Only a cancellation is ever added to it; what became of it is its progress. */
export const Order = z.object({
  id: OrderId,
  version: z.int(),
  customerId: CustomerId,
  opportunityId: OpportunityId.optional(),
  company: CompanyCode,
  currency: Currency,
  invoicing: Invoicing,
  placedAt: Instant,
  placedOn: BusinessDate.optional(),
  promisedOn: BusinessDate,
  paymentTermDays: PaymentTermDays,
  reference: text(100).optional().meta({ description: "The customer's own order number" }),
  cancelledAt: Instant.optional(),
  cancelledOn: BusinessDate.optional(),
  cancelReason: text(300).optional(),
  lines: z.array(OrderLine),
});
export type Order = z.infer<typeof Order>;

/** In no index: an order is found through its progress, which is small and stands in the lists. */
export const Orders = collection<Order>({ context: "sales", noun: "order", schema: Order, id: ({ id }) => id, indexes: {} });

/**
 * What other contexts said of one line, as sums in the product's unit; a sum that is 0 is left out. The line's number is its position.
 * `reserved` counts everything ever set aside, so shipped and released goods are in it too. `missing` is what fell short, `unshipped` what will never leave.
 */
export const LineProgress = z.object({
  ordered: Quantity,
  service: z.literal(true).optional(),
  reserved: QuantityOrZero.optional(),
  missing: QuantityOrZero.optional(),
  shipped: QuantityOrZero.optional(),
  released: QuantityOrZero.optional(),
  unshipped: QuantityOrZero.optional(),
});
export type LineProgress = z.infer<typeof LineProgress>;

/**
 * What became of an order, and its head for lists. Sums only, all amounts in minor units of the order's currency: facts may come in any order, and none is more than an addition.
 * `net` is the ordered value before tax; `invoiced`, `credited`, `applied` and `paid` are with tax.
 */
export const Progress = z.object({
  orderId: OrderId,
  version: z.int(),
  customerId: CustomerId,
  company: CompanyCode,
  net: Money,
  placedAt: Instant,
  placedOn: BusinessDate.optional(),
  promisedOn: BusinessDate,
  cancelledAt: Instant.optional(),
  cancelledOn: BusinessDate.optional(),
  /** Inventory has said what of the cancelled order had left. */
  settled: z.literal(true).optional(),
  /** How many invoices `invoicedNet` comes from: each rounds by itself. */
  invoices: z.int().optional(),
  invoicedNet: z.int().optional(),
  invoiced: z.int().optional(),
  credited: z.int().optional(),
  /** The part of `credited` that had not been paid: it lowers what is owed. */
  applied: z.int().optional(),
  paid: z.int().optional(),
  lines: z.array(LineProgress),
});
export type Progress = z.infer<typeof Progress>;

/** The business date of an order: the UTC day it was recorded, where it was kept before orders had one. */
export const placedOnOf = ({ placedOn, placedAt }: Pick<Progress, "placedOn" | "placedAt">): BusinessDate => placedOn ?? dateOf(placedAt);

/** Both lists are in order of business dates, those of one day in the order of recording (ids grow with time). A key that never changes: progress costs the indexes nothing. */
export const OrderProgress = collection<Progress, "all" | "customer">({
  context: "sales",
  noun: "order-progress",
  schema: Progress,
  id: ({ orderId }) => orderId,
  indexes: {
    all: { slot: "gsi1", key: (order) => ({ partition: ["all"], sort: [placedOnOf(order), order.orderId] }) },
    customer: { slot: "gsi2", key: (order) => ({ partition: [order.customerId], sort: [placedOnOf(order), order.orderId] }) },
  },
});
