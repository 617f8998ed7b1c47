import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Currency, Percent, UnitPrice } from "../../domain/kernel/money.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
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
} from "../../domain/kernel/values.ts";

export const OrderPlaced = defineEvent({
  context: "sales",
  name: "OrderPlaced",
  version: 1,
  visibility: "public",
  about: "A customer ordered. Carries everything a fulfiller or biller needs, so neither calls back.",
  noun: "order",
  subject: ({ orderId }) => orderId,
  data: z.object({
    orderId: OrderId,
    customerId: CustomerId,
    opportunityId: OpportunityId.optional(),
    company: CompanyCode,
    currency: Currency,
    placedAt: Instant,
    /** The order's business date, which an invoice of it bears; the UTC day of `placedAt` in facts of before there was one. */
    placedOn: BusinessDate.optional(),
    /** The day the customer was promised the goods; back-orders are served oldest promise first. */
    promisedOn: BusinessDate,
    invoicing: Invoicing,
    paymentTermDays: PaymentTermDays,
    /** `kind: "service"` is billed but never reserved or shipped. */
    lines: z
      .array(
        z.object({
          lineNo: LineNo,
          sku: Sku,
          kind: z.enum(["goods", "service"]),
          quantity: Quantity,
          unitPrice: UnitPrice,
          discountPercent: Percent.optional(),
          taxCode: TaxCode,
        }),
      )
      .min(1),
  }),
});
