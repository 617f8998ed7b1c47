import type { Invoicing } from "../../domain/kernel/values.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { OrderCancelled } from "../../events/sales/order-cancelled.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";

/** Facts of other contexts, parsed by their own contracts so that they can never say an impossible thing. */
export interface AnOrder {
  readonly orderId: string;
  readonly placedOn?: string;
  readonly promisedOn?: string;
  readonly invoicing?: Invoicing;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly kind?: "goods" | "service" }[];
}
const CUSTOMER = "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B";

const linesOf = ({ lines }: AnOrder) => lines.map(({ sku, quantity, kind = "goods" }, at) => ({ lineNo: at + 1, sku, quantity, kind }));
const common = ({ orderId, invoicing = "on-order" }: AnOrder) => ({ orderId, customerId: CUSTOMER, company: "MAIN", invoicing });

export const placed = (order: AnOrder) =>
  OrderPlaced.data.parse({
    ...common(order),
    currency: "EUR",
    placedAt: "2026-11-23T09:00:00.000Z",
    placedOn: order.placedOn,
    promisedOn: order.promisedOn ?? "2026-12-01",
    paymentTermDays: 30,
    lines: linesOf(order).map((line) => ({ ...line, unitPrice: { minor: 1000, currency: "EUR" }, taxCode: "S19" })),
  });

export const cancelled = (order: AnOrder) => OrderCancelled.data.parse({ ...common(order), cancelledAt: "2026-11-23T10:00:00.000Z", lines: linesOf(order) });

export const listed = (sku: string, kind: "goods" | "service" = "goods") =>
  ProductListed.data.parse({ sku, name: `Product ${sku}`, kind, unit: "pc", taxCode: "S19" });
