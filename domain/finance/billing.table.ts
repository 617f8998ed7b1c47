import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency, Percent } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, LineNo, OrderId, PaymentTermDays, ShipmentId, Sku, TaxCode } from "../kernel/values.ts";

/** A shipment that was heard of before the order it belongs to. */
export const PendingShipment = z.object({
  shipmentId: ShipmentId,
  dispatchedOn: BusinessDate,
  lines: z.array(z.object({ lineNo: LineNo, quantity: Quantity })),
});
export type PendingShipment = z.infer<typeof PendingShipment>;

const BillingStub = z.object({ version: z.int(), orderId: OrderId, status: z.literal("awaiting-order"), pendingShipments: z.array(PendingShipment) });

/** What each line of an order costs its buyer, kept so that a shipment can be billed without asking anybody. */
export const BillingAgreement = z.object({
  version: z.int(),
  orderId: OrderId,
  status: z.literal("agreed"),
  customerId: CustomerId,
  company: CompanyCode,
  currency: Currency,
  paymentTermDays: PaymentTermDays,
  lines: z.array(z.object({ lineNo: LineNo, sku: Sku, price: z.number(), discountPercent: Percent.optional(), taxCode: TaxCode })).min(1),
  /** Stays as it was when the order came: a crash between two of their invoices is mended by looking here again. */
  pendingShipments: z.array(PendingShipment),
});
export type BillingAgreement = z.infer<typeof BillingAgreement>;

const Billing = z.discriminatedUnion("status", [BillingStub, BillingAgreement]);
export type Billing = z.infer<typeof Billing>;

/** One for each order that is billed as it ships. */
export const Billings = collection<Billing>({ context: "finance", noun: "billing", schema: Billing, id: (billing) => billing.orderId, indexes: {} });
